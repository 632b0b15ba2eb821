using Microsoft.Extensions.Primitives;

namespace Gateway.Proxy.Routes;

/// <summary>Marks a request of plain HTTP that somebody says has come to him over TLS. He is believed in one thing
/// only: that it would not help to send the client to HTTPS.</summary>
internal sealed class TlsBefore
{
    private const string ForwardedProto = "X-Forwarded-Proto";

    private static readonly TlsBefore s_mark = new();

    private TlsBefore()
    {
    }

    /// <summary>Looks at a request, BEFORE the header is dropped.</summary>
    public static void Note(HttpContext context)
    {
        if (!context.Request.IsHttps
            && context.Request.Headers.TryGetValue(ForwardedProto, out var said) && SaysHttps(said))
        {
            context.Features.Set(s_mark);
        }
    }

    private static bool SaysHttps(StringValues said) =>
        said.Any(value => value?.Contains(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) == true);
}
