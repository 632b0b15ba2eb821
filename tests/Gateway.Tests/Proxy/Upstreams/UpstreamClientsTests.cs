using System.Text.RegularExpressions;
using Gateway.Proxy;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Shared;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>Issue 6, point 3: connect and idle timeouts per cluster, names re-resolved.</summary>
public sealed class UpstreamClientsTests
{
    [Fact]
    public void A_cluster_may_have_times_of_its_own()
    {
        using var handler = new SocketsHttpHandler();
        var context = new ForwarderHttpClientContext
        {
            NewMetadata = new Dictionary<string, string> { ["ConnectTimeout"] = "250ms", ["IdleTimeout"] = "10s" },
        };

        ProxyDefaults.Apply(context, handler);

        Assert.Equal(TimeSpan.FromMilliseconds(250), handler.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), handler.PooledConnectionIdleTimeout);
    }

    [Fact]
    public async Task A_connection_that_nobody_uses_is_closed_after_the_idle_time_of_its_cluster()
    {
        var closed = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(context =>
        {
            _ = context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().ConnectionClosed
                .Register(closed.SetResult);
            return Task.CompletedTask;
        });
        // The default is a minute, which is more than the test waits.
        await using var proxy = await RunningProxy.StartAsync(
            Balanced.To("RoundRobin", new() { ["IdleTimeout"] = "1s" }, upstream.Address));

        (await proxy.GetAsync()).Dispose();

        await closed.Task.WaitAsync(RunningProxy.Timeout);
    }

    [Fact]
    public void A_name_is_looked_up_again_within_five_minutes()
    {
        using var handler = new SocketsHttpHandler();

        ProxyDefaults.Apply(new ForwarderHttpClientContext(), handler);

        Assert.Equal(TimeSpan.FromMinutes(5), handler.PooledConnectionLifetime);
        Assert.Equal(TimeSpan.FromMinutes(1), handler.PooledConnectionIdleTimeout);
    }

    [Fact]
    public async Task The_kernel_asks_whether_a_quiet_destination_is_still_there()
    {
        var asked = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(context =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        _ = proxy.GetAsync();
        await asked.Task.WaitAsync(RunningProxy.Timeout);

        var (port, deadline) = (new Uri(upstream.Address).Port, RunningProxy.Timeout);
        while (!IsAsked(port))
        {
            deadline.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }

    // proc_net_tcp(5): the remote port, established, and which timer runs; 02 is that of keep-alive.
    private static bool IsAsked(int port) =>
        File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6")).Any(line => Regex.IsMatch(
            line, $"^ *[0-9]+: [0-9A-F]+:[0-9A-F]{{4}} [0-9A-F]+:{port:X4} 01 [0-9A-F:]+ 02:"));

    [Theory]
    [InlineData("Weight", false)]
    [InlineData("IdleTimeout", true)]
    public async Task Connections_are_made_anew_only_when_something_about_them_has_changed(string key, bool anew)
    {
        var connections = new HashSet<string>();
        await using var upstream = await Upstream.StartAsync(context =>
        {
            _ = connections.Add(context.Connection.Id);
            return Task.CompletedTask;
        });
        var config = Balanced.To("RoundRobin", new() { ["Owner"] = "ops" }, upstream.Address);
        await using var proxy = await RunningProxy.StartAsync(config);
        (await proxy.GetAsync()).Dispose();

        ClusterConfig changed = config.Clusters[0] with { Metadata = new Dictionary<string, string> { [key] = "10s" } };
        await proxy.Server.ChangeRoutesAsync(config.Routes, [changed]);
        (await proxy.GetAsync()).Dispose();

        Assert.Equal(anew ? 2 : 1, connections.Count);
    }
}
