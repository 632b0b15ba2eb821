using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Tests.Configuration;

namespace Gateway.Tests.Proxy.Routes;

/// <summary>A proxy with sites from the text of a configuration, listening for HTTPS and HTTP on ports of the kernel's
/// choice.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "Handlers and sockets belong to what they are handed to.")]
internal sealed class SiteRig : IAsyncDisposable
{
    private readonly HttpMessageInvoker _plain;
    private readonly HttpMessageInvoker _secure;

    private SiteRig(RunningProxy proxy)
    {
        Proxy = proxy;
        (_plain, _secure) = (CreateClient(HttpPort), CreateClient(HttpsPort));
    }

    public RunningProxy Proxy { get; }

    public int HttpsPort => Proxy.Server.Listeners[0].EndPoint.Port;

    public int HttpPort => Proxy.Server.Listeners[1].EndPoint.Port;

    /// <summary>Starts it with the members of <c>Sites</c>, and perhaps other sections. Single quotes stand for
    /// double ones.</summary>
    public static async Task<SiteRig> StartAsync(string sites, string rest = "'Plugins': {}") =>
        new(await RunningProxy.StartAsync(await ConfigOfAsync(sites, rest)));

    public static async Task<GatewayConfig> ConfigOfAsync(string sites, string rest = "'Plugins': {}")
    {
        var listen = rest.Contains("'Listen'", StringComparison.Ordinal)
            ? ""
            : "'Listen': { 'Http': '*:80', 'Https': '*:443' }, ";
        var config = await ConfigText.ValidAsync($"{listen}'Sites': {{ {sites} }}, {rest}");
        return config with { Listeners = [Configs.Https, Configs.Http] };
    }

    public Task<HttpResponseMessage> GetAsync(
        string path = "/", string host = Configs.Host, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, host, headers);

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string host = Configs.Host, params (string Name, string Value)[] headers) =>
        _secure.SendAsync(Request(method, $"https://{host}:{HttpsPort}{path}", headers), RunningProxy.Timeout);

    /// <summary>Over plain HTTP.</summary>
    public Task<HttpResponseMessage> GetPlainAsync(
        string path = "/", string host = Configs.Host, params (string Name, string Value)[] headers) =>
        _plain.SendAsync(Request(HttpMethod.Get, $"http://{host}{path}", headers), RunningProxy.Timeout);

    public async Task<string> TextAsync(string path = "/", string host = Configs.Host)
    {
        using var response = await GetAsync(path, host);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<int> StatusAsync(
        string path = "/", string host = Configs.Host, params (string Name, string Value)[] headers)
    {
        using var response = await GetAsync(path, host, headers);
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _plain.Dispose();
        _secure.Dispose();
        await Proxy.DisposeAsync();
    }

    // As they come: nobody follows a redirect, nobody keeps a cookie.
    [SuppressMessage("Security", "CA5359", Justification = "The certificate is made by the proxy under test.")]
    private static HttpMessageInvoker CreateClient(int port) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    private static HttpRequestMessage Request(HttpMethod method, string uri, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, uri) { Version = HttpVersion.Version11 };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
