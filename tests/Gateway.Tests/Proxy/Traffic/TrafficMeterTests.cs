using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Proxy.Traffic;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;

namespace Gateway.Tests.Proxy.Traffic;

public sealed class TrafficMeterTests
{
    [Fact]
    public async Task Requests_are_counted_and_timed_by_route_cluster_and_destination()
    {
        var told = new ConcurrentQueue<string>();
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var listener = Listen(proxy, told);

        using (await proxy.GetAsync())
        {
        }

        await proxy.Server.StopAsync(RunningProxy.Timeout);
        listener.RecordObservableInstruments();
        Assert.Equal(
            [
                "gateway.access_log.lost 0",
                "gateway.connections 0",
                "gateway.connections.refused 0",
                "gateway.request.duration time app app one 200",
                "gateway.requests 1 app app one 200",
                "gateway.requests.active 0",
                "gateway.response.size 5 app app one",
            ],
            told.Order(StringComparer.Ordinal));
    }

    /// <summary>By the destination that did not answer.</summary>
    [Fact]
    public async Task A_request_that_is_sent_once_more_is_counted()
    {
        var told = new ConcurrentQueue<string>();
        await using var upstream = await Upstream.SayingAsync("hello");
        var config = Configs.To(upstream.Address);
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Clusters =
            [
                config.Clusters[0] with
                {
                    LoadBalancingPolicy = LoadBalancingPolicies.FirstAlphabetical,
                    Destinations = new Dictionary<string, DestinationConfig>
                    {
                        ["one"] = new() { Address = "http://127.0.0.1:1" },
                        ["two"] = new() { Address = upstream.Address },
                    },
                },
            ],
        });
        using var listener = Listen(proxy, told);

        using (await proxy.GetAsync())
        {
        }

        await proxy.Server.StopAsync(RunningProxy.Timeout);
        Assert.Equal(
            ["gateway.requests 1 app app two 200", "gateway.retries 1 app one"],
            told.Where(line => line.Contains(" 1 app app", StringComparison.Ordinal)
                || line.StartsWith("gateway.retries", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static MeterListener Listen(RunningProxy proxy, ConcurrentQueue<string> told)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == proxy.Server.Meter.Source)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => told.Enqueue(Say(instrument, value, tags)));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            Assert.InRange(value, 0, 30);
            told.Enqueue(Say(instrument, "time", tags));
        });
        listener.Start();
        return listener;
    }

    private static string Say(Instrument instrument, object value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', [instrument.Name, value, .. tags.ToArray().Select(tag => tag.Value)]);
}
