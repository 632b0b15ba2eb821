using System.Collections.Immutable;
using Gateway.Metrics.Exposition;
using Gateway.Metrics.Instruments;
using Gateway.Proxy.Traffic;

namespace Gateway.Metrics.Sources;

/// <summary>Requests by route, cluster and destination: the meter <see cref="TrafficMeter.Name"/>.</summary>
internal static class TrafficFigures
{
    private const string RouteLabel = "route";
    private const string ClusterLabel = "cluster";
    private const string DestinationLabel = "destination";

    private static readonly string[] Classes = ["1xx", "2xx", "3xx", "4xx", "5xx"];

    // Requests within a network take a millisecond, and some users' a minute.
    private static readonly ImmutableArray<double> Seconds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly MetricFamily Requests = MetricFamily.Counter(
        "gateway_requests_total",
        "Requests that have ended, by class of their status; without route where none matched, or it could not be "
        + "read.",
        RouteLabel, ClusterLabel, DestinationLabel, "code");

    private static readonly MetricFamily Duration = MetricFamily.Histogram(
        "gateway_request_duration_seconds", "From the request's headers to the last byte of the answer.",
        RouteLabel, ClusterLabel, DestinationLabel);

    private static readonly MetricFamily Bytes = MetricFamily.Counter(
        "gateway_response_size_bytes_total", "Bytes of the answers' bodies, as they went to clients.",
        RouteLabel, ClusterLabel, DestinationLabel);

    private static readonly MetricFamily Retries = MetricFamily.Counter(
        "gateway_retries_total",
        "Requests that were sent once more, mostly to another destination, because this one did not answer.",
        ClusterLabel, DestinationLabel);

    private static readonly MetricFamily Active = MetricFamily.Gauge(
        "gateway_requests_active", "Requests under way.");

    private static readonly MetricFamily LostLines = MetricFamily.Counter(
        "gateway_access_log_lost_lines_total", "Lines that the access log has lost, because its disk was too slow.");

    private static readonly MetricFamily Connections = MetricFamily.Gauge(
        "gateway_connections", "Connections that are open, the self-test's among them.");

    private static readonly MetricFamily Refused = MetricFamily.Counter(
        "gateway_connections_refused_total", "Connections that were closed as they came, because there were too many.");

    /// <summary>Begins to count.</summary>
    /// <param name="meter">The proxy's meter.</param>
    public static MeterFollower Of(TrafficMeter meter)
    {
        TagLabel route = TagLabel.Text(RouteLabel), cluster = TagLabel.Text(ClusterLabel),
            destination = TagLabel.Text(DestinationLabel);
        return new(
            candidate => candidate == meter.Source,
            new FollowedCounter("gateway.requests", Requests, route, cluster, destination, new("status", ClassOf)),
            new FollowedHistogram("gateway.request.duration", Duration, Seconds, route, cluster, destination),
            new FollowedCounter("gateway.response.size", Bytes, route, cluster, destination),
            new FollowedCounter("gateway.retries", Retries, cluster, destination),
            new FollowedLevel("gateway.requests.active", Active),
            new FollowedLevel("gateway.access_log.lost", LostLines),
            new FollowedLevel("gateway.connections", Connections),
            new FollowedLevel("gateway.connections.refused", Refused));
    }

    // An upstream may answer with any number.
    private static string ClassOf(object? status) =>
        status is >= 100 and < 600 ? Classes[((int)status / 100) - 1] : "other";
}
