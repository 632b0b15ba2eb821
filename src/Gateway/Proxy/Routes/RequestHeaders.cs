using Gateway.Configuration.Routes;
using Microsoft.Extensions.Primitives;

namespace Gateway.Proxy.Routes;

/// <summary>Changes the headers that an upstream gets.</summary>
/// <param name="changes">How.</param>
/// <param name="next">What forwards the request.</param>
internal sealed class RequestHeaders(HeaderChanges changes, RequestDelegate next)
{
    /// <summary>Runs for every request of the route.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        Apply(changes, context.Request.Headers);
        return next(context);
    }

    /// <summary>Removes, sets, adds.</summary>
    public static void Apply(HeaderChanges changes, IHeaderDictionary headers)
    {
        foreach (var name in changes.Remove)
        {
            _ = headers.Remove(name);
        }

        foreach (var (name, value) in changes.Set)
        {
            headers[name] = value;
        }

        foreach (var (name, value) in changes.Add)
        {
            headers[name] = StringValues.Concat(headers[name], value);
        }
    }
}
