using Microsoft.Extensions.Primitives;

namespace Gateway.Proxy.Routes;

/// <summary>Gives each request an id: for the upstream, for the client, for the access log. Any thread may
/// call.</summary>
/// <param name="trusted">Those whose ids are kept.</param>
internal sealed class RequestIds(TrustedProxies trusted)
{
    /// <summary>The header, of the request and of the answer.</summary>
    public const string Header = "X-Request-Id";

    private const int Longest = 128;

    private volatile bool _isOn;

    /// <summary>Whether requests get one.</summary>
    public bool IsOn => _isOn;

    /// <summary>Gives ids from here on, or none.</summary>
    public void Follow(bool isOn) => _isOn = isOn;

    /// <summary>Gives a request its id. BEFORE what a proxy says of the client is believed: the connection
    /// counts.</summary>
    public void Apply(HttpContext context)
    {
        if (!_isOn)
        {
            return;
        }

        var headers = context.Request.Headers;
        var id = headers.TryGetValue(Header, out var said) && IsId(said)
            && trusted.Contains(context.Connection.RemoteIpAddress)
            ? said.ToString()
            : Guid.CreateVersion7().ToString("N");
        headers[Header] = id;
        context.Features.Set(new RequestId(id));
        // As late as it can be: an upstream may send it back, and an answer that failed is cleared.
        context.Response.OnStarting(
            static state =>
            {
                var (context, id) = ((HttpContext, string))state;
                context.Response.Headers[Header] = id;
                return Task.CompletedTask;
            },
            (context, id));
    }

    /// <summary>The id of a request; null when it has none.</summary>
    public static string? Of(HttpContext context) => context.Features.Get<RequestId>()?.Text;

    private static bool IsId(StringValues said) =>
        said is [{ Length: > 0 and <= Longest } text] && text.All(letter => letter is > ' ' and <= '~' and not '"');

    private sealed record RequestId(string Text);
}
