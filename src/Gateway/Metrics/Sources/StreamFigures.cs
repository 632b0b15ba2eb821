using System.Collections.Immutable;
using Gateway.Metrics.Exposition;
using Gateway.Metrics.Instruments;
using Gateway.Proxy.Streams;
using Gateway.Proxy.Traffic;

namespace Gateway.Metrics.Sources;

/// <summary>The streams: what they have at this moment. What they have had is counted by <see cref="Of"/>.</summary>
/// <param name="streams">The streams in force.</param>
internal sealed class StreamFigures(StreamTable streams) : IMetricSource
{
    private const string StreamLabel = "stream";
    private const string DestinationLabel = "destination";
    private const string EndLabel = "end";
    private const string ReasonLabel = "reason";

    private static readonly ImmutableArray<double> Lives = [0.01, 0.1, 1, 10, 60, 600, 3600, 36_000];

    private static readonly MetricFamily Active = MetricFamily.Gauge(
        "gateway_stream_connections_active", "Connections of a stream that are open.", StreamLabel);

    private static readonly MetricFamily Up = MetricFamily.Gauge(
        "gateway_stream_destination_up", "1 unless probes or connections say that the destination does not answer.",
        StreamLabel, DestinationLabel);

    private static readonly MetricFamily Open = MetricFamily.Gauge(
        "gateway_stream_destination_connections_active", "Connections of a stream's destination that are open.",
        StreamLabel, DestinationLabel);

    private static readonly MetricFamily Ended = MetricFamily.Counter(
        "gateway_stream_connections_total",
        "Connections of a stream that have ended, by why: complete, client, destination, idle or stopped.",
        StreamLabel, DestinationLabel, EndLabel);

    private static readonly MetricFamily Refused = MetricFamily.Counter(
        "gateway_stream_refused_total",
        "Connections of a stream that came to no destination: it was full, or none answered (unanswered).",
        StreamLabel, ReasonLabel);

    private static readonly MetricFamily Duration = MetricFamily.Histogram(
        "gateway_stream_connection_duration_seconds", "How long connections of a stream lived that have ended.",
        StreamLabel, DestinationLabel);

    private static readonly MetricFamily Received = MetricFamily.Counter(
        "gateway_stream_received_bytes_total", "Bytes from clients to a stream's destination, as they pass.",
        StreamLabel, DestinationLabel);

    private static readonly MetricFamily Sent = MetricFamily.Counter(
        "gateway_stream_sent_bytes_total", "Bytes from a stream's destination to clients, as they pass.",
        StreamLabel, DestinationLabel);

    /// <inheritdoc/>
    public ImmutableArray<MetricFamily> Families => [Active, Up, Open];

    /// <summary>Begins to count.</summary>
    /// <param name="meter">The proxy's meter.</param>
    public static MeterFollower Of(TrafficMeter meter)
    {
        TagLabel stream = TagLabel.Text(StreamLabel), destination = TagLabel.Text(DestinationLabel);
        return new(
            candidate => candidate == meter.Source,
            new FollowedCounter("gateway.stream.connections", Ended, stream, destination, TagLabel.Text(EndLabel)),
            new FollowedCounter("gateway.stream.refused", Refused, stream, TagLabel.Text(ReasonLabel)),
            new FollowedHistogram("gateway.stream.connection.duration", Duration, Lives, stream, destination),
            new FollowedCounter("gateway.stream.received", Received, stream, destination),
            new FollowedCounter("gateway.stream.sent", Sent, stream, destination));
    }

    /// <inheritdoc/>
    public void Collect(IMetricSink sink)
    {
        var all = streams.All;
        foreach (var stream in all)
        {
            sink.Put(Active, stream.Load.Open, stream.Config.Name);
        }

        foreach (var stream in all)
        {
            foreach (var destination in stream.Destinations)
            {
                sink.Put(Up, destination.IsDown ? 0 : 1, stream.Config.Name, destination.ToString());
            }
        }

        foreach (var stream in all)
        {
            foreach (var destination in stream.Destinations)
            {
                sink.Put(Open, destination.Open, stream.Config.Name, destination.ToString());
            }
        }
    }
}
