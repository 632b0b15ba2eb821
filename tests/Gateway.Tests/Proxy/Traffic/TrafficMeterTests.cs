using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Proxy.Traffic;

namespace Gateway.Tests.Proxy.Traffic;

public sealed class TrafficMeterTests
{
    [Fact]
    public async Task Requests_are_counted_and_timed_by_route_cluster_and_destination()
    {
        var told = new ConcurrentQueue<string>();
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == proxy.Server.Meter.Source)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => told.Enqueue(Say(instrument, value, tags)));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            Assert.InRange(value, 0, 30);
            told.Enqueue(Say(instrument, "time", tags));
        });
        listener.Start();

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

    private static string Say(Instrument instrument, object value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', [instrument.Name, value, .. tags.ToArray().Select(tag => tag.Value)]);
}
