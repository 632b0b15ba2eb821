using System.Diagnostics.Metrics;

namespace Gateway.Proxy.Traffic;

/// <summary>Counts the connections of streams and their bytes, by stream and destination, for whoever listens to the
/// meter of <see cref="TrafficMeter"/>. Bytes count as they pass: a connection may last for days.</summary>
internal sealed class StreamMeter
{
    // A database's connections live for hours, a probe's for a moment.
    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.1, 1, 10, 60, 600, 3600, 36_000],
    };

    private readonly Counter<long> _connections;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public StreamMeter(Meter meter)
    {
        _connections = meter.CreateCounter<long>(
            "gateway.stream.connections", "{connection}", "Connections of streams that have ended.");
        _refused = meter.CreateCounter<long>(
            "gateway.stream.refused", "{connection}", "Connections of streams that came to no destination.");
        _received = meter.CreateCounter<long>("gateway.stream.received", "By", "Bytes from clients to destinations.");
        _sent = meter.CreateCounter<long>("gateway.stream.sent", "By", "Bytes from destinations to clients.");
        _duration = meter.CreateHistogram(
            "gateway.stream.connection.duration", "s", "How long connections of streams lived.", advice: s_seconds);
    }

    /// <summary>Bytes came from a client.</summary>
    public void Receive(string stream, string destination, int bytes) =>
        _received.Add(bytes, new KeyValuePair<string, object?>("stream", stream), new("destination", destination));

    /// <summary>Bytes went to a client.</summary>
    public void Send(string stream, string destination, int bytes) =>
        _sent.Add(bytes, new KeyValuePair<string, object?>("stream", stream), new("destination", destination));

    /// <summary>A connection has ended.</summary>
    public void End(StreamRecord record)
    {
        var stream = new KeyValuePair<string, object?>("stream", record.Stream);
        var word = StreamLine.WordOf(record.End);
        if (record.Destination is null)
        {
            _refused.Add(1, stream, new("reason", word));
            return;
        }

        _connections.Add(1, stream, new("destination", record.Destination), new("end", word));
        _duration.Record(record.Duration.TotalSeconds, stream, new("destination", record.Destination));
    }
}
