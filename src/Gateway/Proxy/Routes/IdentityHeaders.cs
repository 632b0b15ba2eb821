using System.Collections.Immutable;

namespace Gateway.Proxy.Routes;

/// <summary>Headers that say who a client is, which upstreams believe: no client may send them itself.</summary>
/// <param name="masks">Their names; <c>*</c> at the end of one stands for any rest.</param>
internal sealed class IdentityHeaders(ImmutableArray<string> masks)
{
    /// <summary>Whether a header is one of them.</summary>
    public bool Contain(string name)
    {
        foreach (var mask in masks)
        {
            if (mask.EndsWith('*')
                ? name.AsSpan().StartsWith(mask.AsSpan(0, mask.Length - 1), StringComparison.OrdinalIgnoreCase)
                : name.Equals(mask, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes them from what a client has sent.</summary>
    public void Drop(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys.Where(Contain).ToArray())
        {
            _ = headers.Remove(name);
        }
    }

    /// <summary>The delegate with the removal in front.</summary>
    public RequestDelegate Before(RequestDelegate next) => context =>
    {
        Drop(context.Request.Headers);
        return next(context);
    };
}
