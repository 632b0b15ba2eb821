namespace Gateway.Proxy.Upstreams;

/// <summary>Bounds what clients can make of <c>Host</c>. .NET keeps connections with TLS apart by it, each for its idle
/// time, and where a wildcard takes it a client may write whatever it likes: a thousand names in each second were sixty
/// thousand connections. Those for a hundred hosts are kept as long as the cluster says, others for a second. An exact
/// name is one in any case of its letters (RFC 3986 section 6.2.2.1): it goes out in lower case.</summary>
/// <param name="kept">Keeps connections for as long as the cluster says.</param>
/// <param name="idle">How long that is. Less than <see cref="BriefTime"/> is that.</param>
/// <param name="brief">Keeps them for <see cref="BriefTime"/>; made when it is needed, and owned.</param>
internal sealed class KeptHostHandler(HttpMessageHandler kept, TimeSpan idle, Func<HttpMessageInvoker> brief)
    : DelegatingHandler(kept)
{
    /// <summary>For how many hosts a cluster keeps connections.</summary>
    public const int MostHosts = 100;

    private readonly HostRoom _room = new(idle < BriefTime ? 0 : MostHosts, idle, TimeProvider.System);
    private readonly Lazy<HttpMessageInvoker> _brief = new(brief);

    /// <summary>How long a connection for one more is kept that no request uses. None at all would be for ever: .NET
    /// does not close one of HTTP/2 then.</summary>
    public static TimeSpan BriefTime { get; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri?.Scheme == Uri.UriSchemeHttps && request.Headers.Host is { } written)
        {
            var host = written.ToLowerInvariant();
            if (host != written)
            {
                request.Headers.Host = host;
            }

            if (!_room.Admits(NameOf(host)))
            {
                return _brief.Value.SendAsync(request, cancellationToken);
            }
        }

        return base.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _brief.IsValueCreated)
        {
            _brief.Value.Dispose();
        }

        base.Dispose(disposing);
    }

    // .NET leaves the port away.
    private static string NameOf(string host) =>
        host.Contains(':', StringComparison.Ordinal) ? new HostString(host).Host : host;
}
