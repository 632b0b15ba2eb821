using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Proxy;
using Gateway.Proxy.Streams;
using Gateway.Tests.Tls;
using Gateway.Tls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Proxy;

public sealed class ProxySelfTestTests
{
    [Theory]
    [InlineData(ListenScheme.Https)]
    [InlineData(ListenScheme.Http)]
    internal async Task A_healthy_proxy_passes_again_and_again(ListenScheme scheme)
    {
        await using var proxy = await RunningProxy.StartAsync(
            Configs.Empty with { Listeners = [Configs.Https with { Scheme = scheme }] });

        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
    }

    /// <summary>A balancer on this machine: connections from loopback without a PROXY header are closed, and a test
    /// that failed by that would give the addresses away.</summary>
    [Theory]
    [InlineData(ListenScheme.Https, "127.0.0.1/32")]
    [InlineData(ListenScheme.Http, "0.0.0.0/0")]
    internal async Task A_balancer_on_this_machine_fails_nothing(ListenScheme scheme, string from)
    {
        var config = Configs.Empty with { Listeners = [Configs.Https with { Scheme = scheme }] };
        await using var proxy = await RunningProxy.StartAsync(
            config with { ProxyProtocolFrom = [System.Net.IPNetwork.Parse(from)] });

        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
        _ = await Assert.ThrowsAsync<HttpRequestException>(() => proxy.GetAsync());

        proxy.Server.Follow(config);
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
    }

    [Fact]
    public async Task A_stopped_proxy_fails()
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));

        await proxy.Server.StopAsync(RunningProxy.Timeout);

        Assert.Equal(
            $"no answer from https://127.0.0.1:{proxy.Port}: Connection refused",
            await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
    }

    [Fact]
    public async Task A_listener_that_accepts_but_never_answers_is_left_to_the_deadline()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);
        using var test = At((IPEndPoint)mute.LocalEndpoint, ListenScheme.Https, new(), proxy);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.ProbeAsync(deadline.Token));
    }

    [Fact]
    public async Task A_proxy_with_another_certificate_fails()
    {
        await using var ours = await RunningProxy.StartAsync(Configs.Empty);
        await using var other = await RunningProxy.StartAsync(Configs.Empty);
        using var test = At(new(IPAddress.Loopback, other.Port), ListenScheme.Https, new(), ours);

        Assert.Contains("certificate", await test.ProbeAsync(RunningProxy.Timeout), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_with_another_secret_fails()
    {
        await using var other = await RunningProxy.StartAsync(Configs.Empty);
        using var test = At(new(IPAddress.Loopback, other.Port), ListenScheme.Https, new(), other);

        Assert.Equal(
            $"127.0.0.1:{other.Port} answers 404 instead of 204: another program listens there",
            await test.ProbeAsync(RunningProxy.Timeout));
    }

    [Fact]
    public async Task A_server_that_answers_204_to_everything_fails()
    {
        await using var other = await Upstream.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);
        using var test = At(IPEndPoint.Parse(new Uri(other.Address).Authority), ListenScheme.Http, new(), proxy);

        Assert.Contains("204 without", await test.ProbeAsync(RunningProxy.Timeout), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_route_table_fails_where_routes_are_configured()
    {
        var responder = new SelfTestResponder();
        await using var routeless = await Upstream.StartAsync(context =>
        {
            Assert.True(responder.TryAnswer(context, () => false));
            return Task.CompletedTask;
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);
        using var test = At(
            IPEndPoint.Parse(new Uri(routeless.Address).Authority), ListenScheme.Http, responder, proxy);

        Assert.Equal(
            "the route table is empty, though routes are configured", await test.ProbeAsync(RunningProxy.Timeout));
    }

    [Fact]
    public async Task A_replaced_certificate_passes_at_once()
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));

        var replacement = TestCertificate.Internal(DateTimeOffset.UtcNow);
        proxy.Server.Certificates.Store = new CertificateStore([replacement]);
        await using var tls = await proxy.ConnectTlsAsync();

        Assert.True(replacement.Is(tls.RemoteCertificate!));
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
    }

    [Fact]
    public async Task Without_the_secret_the_reserved_path_is_like_any_other()
    {
        await using var upstream = await Upstream.StartAsync(c => c.Response.WriteAsync("upstream " + c.Request.Path));
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var guess = new HttpRequestMessage(HttpMethod.Get, proxy.Uri(SelfTestResponder.Path));
        guess.Headers.Add(SelfTestResponder.SecretHeader, "guess");

        using var withGuess = await proxy.SendAsync(guess);
        using var without = await proxy.GetAsync(SelfTestResponder.Path);
        using var unrouted = await proxy.GetAsync(SelfTestResponder.Path, host: "127.0.0.1");

        Assert.Equal("upstream " + SelfTestResponder.Path, await withGuess.Content.ReadAsStringAsync());
        Assert.Equal("upstream " + SelfTestResponder.Path, await without.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, unrouted.StatusCode);
    }

    private static ProxySelfTest At(
        IPEndPoint target, ListenScheme scheme, SelfTestResponder responder, RunningProxy certificates) =>
        new(
            responder,
            certificates.Server.Certificates,
            new(TimeProvider.System, NullLogger<ProxyHeaderGate>.Instance),
            new(target, scheme));
}
