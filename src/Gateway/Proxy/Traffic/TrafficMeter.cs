using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gateway.Proxy.Limits;

namespace Gateway.Proxy.Traffic;

/// <summary>Counts requests and their times by route, cluster and destination, for whoever listens to the meter
/// <see cref="Name"/>. Nobody listening, it costs next to nothing.</summary>
internal sealed class TrafficMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Gateway.Proxy";

    // Of web requests, with room for long ones; as OpenTelemetry proposes for http.server.request.duration.
    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _retries;
    private long _active;

    /// <summary>Makes the instruments.</summary>
    /// <param name="accessLog">Whose lost lines are counted, too.</param>
    /// <param name="connections">Who counts connections.</param>
    public TrafficMeter(AccessLog accessLog, ConnectionLimit connections)
    {
        _requests = _meter.CreateCounter<long>("gateway.requests", "{request}", "Requests that have ended.");
        _duration = _meter.CreateHistogram(
            "gateway.request.duration", "s", "From the headers to the last byte of the answer.",
            advice: s_seconds);
        _bytes = _meter.CreateCounter<long>("gateway.response.size", "By", "Bytes of the answers' bodies.");
        _retries = _meter.CreateCounter<long>(
            "gateway.retries", "{request}", "Requests that were sent once more.");
        _ = _meter.CreateObservableUpDownCounter(
            "gateway.requests.active", () => Interlocked.Read(ref _active), "{request}", "Requests under way.");
        _ = _meter.CreateObservableCounter(
            "gateway.access_log.lost", () => accessLog.Lost, "{line}", "Lines that the access log has lost.");
        _ = _meter.CreateObservableUpDownCounter(
            "gateway.connections", () => connections.Open, "{connection}", "Connections that are open.");
        _ = _meter.CreateObservableCounter(
            "gateway.connections.refused", () => connections.Refused, "{connection}",
            "Connections that were closed as they came, because there were too many.");
    }

    /// <summary>What exporters and tests listen to.</summary>
    public Meter Source => _meter;

    /// <summary>Whether anybody wants to know.</summary>
    public bool IsOn => _requests.Enabled || _duration.Enabled || _bytes.Enabled;

    /// <summary>A request came.</summary>
    public void Begin() => Interlocked.Increment(ref _active);

    /// <summary>The same request has ended.</summary>
    public void End(in RequestOutcome outcome)
    {
        _ = Interlocked.Decrement(ref _active);
        TagList tags = new()
        {
            { "route", outcome.Route ?? "" },
            { "cluster", outcome.Cluster ?? "" },
            { "destination", outcome.Destination ?? "" },
        };
        _bytes.Add(outcome.Bytes, tags);
        tags.Add("status", outcome.Status);
        _requests.Add(1, tags);
        _duration.Record(outcome.Duration.TotalSeconds, tags);
    }

    /// <summary>A request came to nothing before it was one: it has neither a beginning nor a route.</summary>
    public void Refuse(int status) => _requests.Add(
        1, [new("route", ""), new("cluster", ""), new("destination", ""), new("status", status)]);

    /// <summary>A request is sent once more, mostly to another destination, because this one did not answer.</summary>
    public void Retry(string cluster, string destination) => _retries.Add(
        1, new KeyValuePair<string, object?>("cluster", cluster), new("destination", destination));

    /// <summary>Ends the instruments.</summary>
    public void Dispose() => _meter.Dispose();
}
