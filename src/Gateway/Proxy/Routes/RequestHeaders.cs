using Gateway.Configuration.Routes;
using Microsoft.Extensions.Primitives;

namespace Gateway.Proxy.Routes;

/// <summary>Changes the headers that an upstream gets. <c>{client}</c> in a value is the address of the
/// client.</summary>
/// <param name="changes">How.</param>
/// <param name="next">What forwards the request.</param>
internal sealed class RequestHeaders(HeaderChanges changes, RequestDelegate next)
{
    // Null: none of them has to be asked.
    private readonly HeaderChanges? _filled = changes.Set.Concat(changes.Add)
        .Any(header => HeaderTemplate.NamesClient(header.Value))
            ? null
            : changes.With(value => HeaderTemplate.Fill(value, ""));

    /// <summary>Runs for every request of the route.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        Apply(_filled ?? Fill(changes, context), context.Request.Headers);
        return next(context);
    }

    /// <summary>The changes for one request.</summary>
    public static HeaderChanges Fill(HeaderChanges changes, HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        return changes.With(value => HeaderTemplate.Fill(value, address));
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
