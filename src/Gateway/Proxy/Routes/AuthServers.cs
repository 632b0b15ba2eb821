namespace Gateway.Proxy.Routes;

/// <summary>Connections to the servers that decide who may come, of all routes.</summary>
internal sealed class AuthServers : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = ProxyDefaults.ConnectionLifetime,
        ActivityHeadersPropagator = null,
        // As those of clients and for upstreams.
        RequestHeaderEncodingSelector = (_, _) => HeaderText.Writing,
        ResponseHeaderEncodingSelector = (_, _) => HeaderText.Reading,
    });

    /// <summary>Asks one.</summary>
    /// <exception cref="HttpRequestException">It cannot be reached, or does not speak HTTP.</exception>
    public Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        _client.SendAsync(request, cancellation);

    /// <summary>Closes them.</summary>
    public void Dispose() => _client.Dispose();
}
