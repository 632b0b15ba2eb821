using Gateway.Proxy;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Proxy;

public sealed class ProxyDefaultsTests
{
    [Fact]
    public async Task A_quiet_connection_has_five_minutes_unless_the_cluster_says_otherwise()
    {
        var seven = TimeSpan.FromSeconds(7);
        var silent = new ClusterConfig { ClusterId = "silent", HttpRequest = new() { Version = new(1, 1) } };
        var outspoken = new ClusterConfig { ClusterId = "outspoken", HttpRequest = new() { ActivityTimeout = seven } };

        var defaulted = await new ProxyDefaults().ConfigureClusterAsync(silent, CancellationToken.None);
        var kept = await new ProxyDefaults().ConfigureClusterAsync(outspoken, CancellationToken.None);

        Assert.Equal(TimeSpan.FromMinutes(5), defaulted.HttpRequest!.ActivityTimeout);
        Assert.Equal(new(1, 1), defaulted.HttpRequest.Version);
        Assert.Equal(seven, kept.HttpRequest!.ActivityTimeout);
    }

    [Fact]
    public void A_destination_that_does_not_answer_is_given_up_after_five_seconds()
    {
        using var handler = new SocketsHttpHandler();

        ProxyDefaults.Apply(new(), handler);

        Assert.Equal(TimeSpan.FromSeconds(5), handler.ConnectTimeout);
        Assert.Equal(TimeSpan.FromMinutes(5), handler.PooledConnectionLifetime);
    }

    [Fact]
    public void Requests_to_destinations_carry_no_trace_headers_of_ours()
    {
        using var handler = new SocketsHttpHandler();

        ProxyDefaults.Apply(new(), handler);

        Assert.Null(handler.ActivityHeadersPropagator);
    }
}
