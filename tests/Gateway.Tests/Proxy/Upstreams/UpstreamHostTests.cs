using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tests.Proxy.Routes;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>Facts about <c>Host</c> beside the address of an upstream: servers with many sites know one by it. What it
/// means to TLS: <see cref="UpstreamTlsTests"/>.</summary>
public sealed class UpstreamHostTests
{
    [Theory]
    [InlineData("app.internal", "app.internal")]
    [InlineData("App.internal:8443", "App.internal:8443")]
    [InlineData("10.0.0.9", "10.0.0.9")]
    [InlineData("[fd77::9]:8443", "[fd77::9]:8443")]
    [InlineData("bücher.internal", "xn--bcher-kva.internal")]
    public async Task An_upstream_is_asked_for_its_own_host(string host, string asked)
    {
        await using var upstream = await StartAsync();
        await using var rig = await SiteRig.StartAsync(
            $"'{Configs.Host}': {{ 'To': {{ 'Address': '{upstream.Address}', 'Host': '{host}' }} }}");

        Assert.Equal(asked, await rig.TextAsync());
    }

    [Fact]
    public async Task One_beside_it_without_its_own_is_asked_for_that_of_the_client()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await using var rig = await SiteRig.StartAsync($$"""
            '{{Configs.Host}}': { 'Balance': 'RoundRobin',
              'To': [ { 'Address': '{{one.Address}}', 'Host': 'app.internal' }, '{{other.Address}}' ] }
            """);

        string[] asked = [await rig.TextAsync(), await rig.TextAsync()];

        Assert.Equal([$"{Configs.Host}:{rig.HttpsPort}", "app.internal"], asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_is_asked_in_its_place_is_asked_for_what_is_right_there()
    {
        await using var other = await StartAsync();
        await using var rig = await SiteRig.StartAsync($$"""
            '{{Configs.Host}}': { 'Health': 'off', 'To': [
              { 'Address': 'http://127.0.0.1:1', 'Host': 'app.internal' },
              { 'Address': '{{other.Address}}', 'Backup': true } ] }
            """);

        Assert.Equal($"{Configs.Host}:{rig.HttpsPort}", await rig.TextAsync());
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task With_TLS_it_is_the_name_that_is_asked_for(HttpProtocols protocols)
    {
        var (leaf, authority) = TestCertificate.Issued("app.internal");
        using var folder = new TestFolder().With("ca.pem", authority.Pem);
        using var certificate = leaf.Load();
        await using var upstream = await StartAsync(protocols, certificate);
        await using var rig = await SiteRig.StartAsync($$"""
            '{{Configs.Host}}': { 'UpstreamCa': '{{folder.Path}}/ca.pem',
              'To': { 'Address': '{{upstream.Address}}', 'Host': 'app.internal:8443' } }
            """);

        Assert.Equal("app.internal:8443", await rig.TextAsync());
    }

    /// <summary>HTTP/1.0 knows no <c>Host</c>.</summary>
    [Fact]
    public async Task Who_asks_for_no_host_gets_there_too()
    {
        await using var upstream = await StartAsync();
        await using var rig = await SiteRig.StartAsync(
            $"'*': {{ 'To': {{ 'Address': '{upstream.Address}', 'Host': 'app.internal' }}, 'Http': 'serve' }}");
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, rig.HttpPort);

        await socket.GetStream().WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray());

        using var reader = new StreamReader(socket.GetStream());
        var answer = await reader.ReadToEndAsync(RunningProxy.Timeout);
        Assert.EndsWith("\r\n\r\napp.internal", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_gives_it_changes_it_and_takes_it()
    {
        await using var upstream = await StartAsync();
        await using var rig = await SiteRig.StartAsync($"'{Configs.Host}': {{ 'To': '{upstream.Address}' }}");
        var client = await rig.TextAsync();

        foreach (var host in new[] { "one.internal", "other.internal", null })
        {
            var next = await SiteRig.ConfigOfAsync($"'{Configs.Host}': {{ 'To': {{ 'Address': '{upstream.Address}'"
                + (host is null ? " } }" : $", 'Host': '{host}' }} }}"));
            await rig.Proxy.Server.ChangeRoutesAsync(next.Routes, next.Clusters);
            Assert.Equal(host ?? client, await rig.TextAsync());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_that_a_route_of_YARP_sets_stays(bool isSecure)
    {
        var (leaf, authority) = TestCertificate.Issued("set.internal");
        using var folder = new TestFolder().With("ca.pem", authority.Pem);
        using var certificate = leaf.Load();
        await using var upstream = await StartAsync(certificate: isSecure ? certificate : null);
        await using var rig = await SiteRig.StartAsync("", $$"""
            'ReverseProxy': {
              'Routes': { 'r': { 'ClusterId': 'c', 'Match': { 'Path': '/' },
                'Transforms': [ { 'RequestHeader': 'Host', 'Set': 'set.internal' } ] } },
              'Clusters': { 'c': { 'Metadata': { 'Tls.Ca': '{{folder.Path}}/ca.pem' }, 'Destinations': { 'd': { 'Address': '{{upstream.Address}}', 'Host': 'app.internal' } } } } }
            """);

        Assert.Equal("set.internal", await rig.TextAsync());
    }

    [Fact]
    public async Task A_probe_asks_for_it_too()
    {
        var probed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await Upstream.StartAsync(context =>
        {
            _ = probed.TrySetResult(context.Request.Host.Value!);
            return Task.CompletedTask;
        });
        await using var rig = await SiteRig.StartAsync($$"""
            '{{Configs.Host}}': { 'To': { 'Address': '{{upstream.Address}}', 'Host': 'app.internal' }, 'Health': '/healthz' }
            """);

        Assert.Equal("app.internal", await probed.Task.WaitAsync(RunningProxy.Timeout));
    }

    private static Task<Upstream> StartAsync(
        HttpProtocols protocols = HttpProtocols.Http1, X509Certificate2? certificate = null) => Upstream.StartAsync(
        context => context.Response.WriteAsync(context.Request.Headers.Host!), protocols, certificate);
}
