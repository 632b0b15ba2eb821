using System.Net;
using System.Net.Http.Headers;
using Gateway.Admin;
using Gateway.Configuration;
using Gateway.Health;
using Gateway.Metrics;
using Gateway.Metrics.Sources;
using Gateway.Tests.Proxy;
using Gateway.Vrrp.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Metrics;

/// <summary>What the admin port answers to machines (issue 7, points 4 and 5).</summary>
public sealed class SelfEndpointTests : IAsyncLifetime
{
    private readonly SelfReports _reports = new();
    private readonly HealthBoard _board = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private AdminServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        var config = new AdminConfig
        {
            HasSocket = false, Listen = [new(IPAddress.Loopback, 0)], Token = "secret-token",
        };
        _server = await AdminServer.StartAsync(
            config, [new SelfEndpoints(_reports)], NullLoggerFactory.Instance, RunningProxy.Timeout);
        _client.BaseAddress = new($"http://{_server.Addresses.Single()}");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task While_it_starts_the_gateway_is_alive_and_not_ready()
    {
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await GetAsync("/livez"));
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "[-] start: the gateway is starting\nfailed\n"),
            await GetAsync("/readyz"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync("/metrics", token: "secret-token")).Status);
    }

    [Theory]
    [InlineData(0, "/readyz", HttpStatusCode.OK, "ok\n")]
    [InlineData(0, "/readyz?verbose", HttpStatusCode.OK, "[+] thread-pool: ok\n[+] proxy: ok\n[+] drain: ok\nok\n")]
    [InlineData(100, "/readyz", HttpStatusCode.ServiceUnavailable, "[-] proxy: refused\nfailed\n")]
    [InlineData(100, "/readyz?verbose", HttpStatusCode.ServiceUnavailable,
        "[+] thread-pool: ok\n[-] proxy: refused\n[+] drain: ok\nfailed\n")]
    [InlineData(100, "/livez?verbose", HttpStatusCode.OK, "[+] thread-pool: ok\nok\n")]
    public async Task The_self_test_decides_whether_it_is_ready(
        byte demotion, string path, HttpStatusCode status, string text)
    {
        Show(new(demotion));

        Assert.Equal((status, text), await GetAsync(path));
    }

    [Fact]
    public async Task Metrics_want_the_token_and_come_in_the_form_that_is_asked_for()
    {
        Show(Demotion.None);

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/metrics")).Status);
        var (status, page) = await GetAsync("/metrics", token: "secret-token");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("gateway_check_up{check=\"proxy\"} 1\n", page, StringComparison.Ordinal);
        using var answer = await SendAsync("/metrics", "secret-token", "application/openmetrics-text");
        Assert.Equal(
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
            answer.Content.Headers.ContentType!.ToString());
        Assert.EndsWith("# EOF\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private void Show(Demotion demotion)
    {
        var record = new CheckRecord("proxy", DateTimeOffset.UnixEpoch, Demotion.Full);
        var counted = new RiseFall(1, 1);
        _ = counted.Add(demotion);
        record.Add(
            new(DateTimeOffset.UnixEpoch, demotion, "refused", TimeSpan.Zero), counted, DateTimeOffset.UnixEpoch);
        _board.Show([record]);
        _reports.Show(new MetricsPage(null, [new CheckFigures(_board)]), null, _board);
    }

    private async Task<(HttpStatusCode Status, string Text)> GetAsync(string path, string? token = null)
    {
        using var answer = await SendAsync(path, token, "*/*");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> SendAsync(string path, string? token, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return _client.SendAsync(request, RunningProxy.Timeout);
    }
}
