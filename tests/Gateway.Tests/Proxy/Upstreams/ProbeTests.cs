using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gateway.Configuration.ReverseProxy;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Model;
using Shared;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>Probes of destinations, against real upstreams: HTTP with expected status and body, TCP, and a health
/// check that stands for a destination.</summary>
public sealed class ProbeTests
{
    [Fact]
    public async Task A_destination_that_answers_well_is_healthy_and_says_how_fast()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Watched.To(null, null, passive: false, upstream.Address));

        var status = await proxy.BecomesAsync("one", DestinationHealth.Healthy);

        Assert.Matches(@"^200 in \d+ ms$", status.Active.Text);
        Assert.True(status.IsHealthy);
        Assert.NotNull(status.Active.Since);
    }

    [Fact]
    public async Task The_first_failure_counts_alone_and_requests_go_elsewhere()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(
            Watched.To(HealthPolicy.Http, new() { ["Active.Fall"] = "100" }, false, Closed(), upstream.Address));

        var status = await proxy.BecomesAsync("one", DestinationHealth.Unhealthy);
        await proxy.BecomesAsync("two", DestinationHealth.Healthy);

        Assert.Contains("Connection refused", status.Active.Text, StringComparison.Ordinal);
        await proxy.LogsAsync("Warning: Destination app/one is down: Connection refused");
        for (var i = 0; i < 10; i++)
        {
            using var response = await proxy.GetAsync();
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("200-399, 401", 401, true)]
    [InlineData("200-399, 401", 302, true)]
    [InlineData("200-399, 401", 404, false)]
    [InlineData(null, 204, true)]
    [InlineData(null, 302, false)]
    public async Task The_status_decides(string? expected, int status, bool healthy)
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        var metadata = new Dictionary<string, string>();
        if (expected is not null)
        {
            metadata[UpstreamHealth.StatusKey] = expected;
        }

        await using var proxy = await RunningProxy.StartAsync(Watched.To(null, metadata, false, upstream.Address));

        var found = await proxy.BecomesAsync("one", healthy ? DestinationHealth.Healthy : DestinationHealth.Unhealthy);

        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), found.Active.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_decides_and_rise_and_fall_count()
    {
        var (body, asked) = ("database ok", 0);
        await using var upstream = await Upstream.StartAsync(context =>
        {
            Interlocked.Increment(ref asked);
            return context.Response.WriteAsync(context.Request.Path == "/health" ? Volatile.Read(ref body) : "page");
        });
        var metadata = new Dictionary<string, string>
        {
            ["Active.Body"] = "ok", ["Active.Fall"] = "3", ["Active.Rise"] = "2",
        };
        await using var proxy = await RunningProxy.StartAsync(Watched.To(null, metadata, false, upstream.Address));
        await proxy.BecomesAsync("one", DestinationHealth.Healthy);

        Volatile.Write(ref body, "database gone");
        var before = Volatile.Read(ref asked);
        var down = await proxy.BecomesAsync("one", DestinationHealth.Unhealthy);
        Assert.InRange(Volatile.Read(ref asked) - before, 3, int.MaxValue);
        Assert.Contains("does not contain \"ok\"", down.Active.Text, StringComparison.Ordinal);
        const string GoneLine = "Error: Cluster app has no destination left (0 of 1 are up): its clients get errors";
        await proxy.LogsAsync(GoneLine);
        before = Volatile.Read(ref asked);
        while (Volatile.Read(ref asked) < before + 3)
        {
            await Pause.TickAsync();
        }

        Assert.Single(proxy.Log.Lines, line => line.StartsWith(GoneLine, StringComparison.Ordinal));

        Volatile.Write(ref body, "all ok");
        before = Volatile.Read(ref asked);
        await proxy.BecomesAsync("one", DestinationHealth.Healthy);
        Assert.InRange(Volatile.Read(ref asked) - before, 2, int.MaxValue);
        Assert.Contains(proxy.Log.Lines, line =>
            line.StartsWith("Information: Destination app/one is up: 200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_is_enough_for_Tcp()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var proxy = await RunningProxy.StartAsync(
            Watched.To(HealthPolicy.Tcp, null, false, $"http://{listener.LocalEndpoint}", Closed()));

        var up = await proxy.BecomesAsync("one", DestinationHealth.Healthy);
        var down = await proxy.BecomesAsync("two", DestinationHealth.Unhealthy);

        Assert.StartsWith("connected in", up.Active.Text, StringComparison.Ordinal);
        Assert.Contains("refused", down.Active.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_health_check_stands_for_a_destination()
    {
        await using var proxy = await RunningProxy.StartAsync(
            Watched.To(HealthPolicy.Check, new() { ["Active.Check"] = "deep" }, false, Closed()));
        var asked = 0;
        bool? up = null;
        proxy.Server.Checks.Use(name =>
        {
            Interlocked.Increment(ref asked);
            Assert.Equal("deep", name);
            return new(up, "3 rows");
        });
        while (Volatile.Read(ref asked) < 3)
        {
            await Pause.TickAsync();
        }

        Assert.Equal(DestinationHealth.Unknown, proxy.Server.Destinations.Of("app").Single().Active.Health);
        up = true;
        Assert.StartsWith(
            "check deep is up", (await proxy.BecomesAsync("one", DestinationHealth.Healthy)).Active.Text,
            StringComparison.Ordinal);
        up = false;
        Assert.Equal(
            "check deep is down: 3 rows", (await proxy.BecomesAsync("one", DestinationHealth.Unhealthy)).Active.Text);
    }

    private static string Closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
