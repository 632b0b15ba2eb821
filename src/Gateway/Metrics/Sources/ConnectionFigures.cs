using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;
using Gateway.Metrics.Exposition;
using Gateway.Metrics.Instruments;

namespace Gateway.Metrics.Sources;

/// <summary>Connections of clients and their TLS handshakes: Kestrel's own meter.</summary>
internal static class ConnectionFigures
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";
    private const string PortTag = "server.port";
    private const string VersionTag = "tls.protocol.version";
    private const string HttpTag = "network.protocol.version";
    private const string ErrorTag = "error.type";

    private static readonly ImmutableArray<double> Lives = [0.01, 0.1, 1, 5, 10, 30, 60, 120, 300, 600, 3600];

    private static readonly ImmutableArray<double> Handshakes =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly MetricFamily Ended = MetricFamily.Histogram(
        "gateway_connection_duration_seconds",
        "How long connections lived that have ended, by the port that they came to.", "port");

    private static readonly MetricFamily HandshakesEnded = MetricFamily.Histogram(
        "gateway_tls_handshake_duration_seconds",
        "How long TLS handshakes took, by version (empty when it came to none) and error (empty when it went well).",
        "version", "error");

    private static readonly MetricFamily Failed = MetricFamily.Counter(
        "gateway_connection_errors_total",
        "Connections that ended by an error, by HTTP version and Kestrel's word for it, as invalid_frame_length.",
        "version", "error");

    /// <summary>Begins to count those that end by an error, such as one of the protocol: of those no request is left
    /// that would have a line in the access log.</summary>
    /// <param name="scope">Whose meters: of one web application alone.</param>
    public static MeterFollower ErrorsOf(IMeterFactory scope) => new(
        meter => meter.Name == Kestrel && meter.Scope == scope,
        new FollowedFailures(
            "kestrel.connection.duration", Failed, [TagLabel.Text(HttpTag), TagLabel.Text(ErrorTag)],
            labels => labels.Second.Length > 0));

    /// <summary>Begins to count.</summary>
    /// <param name="scope">Whose meters: of one web application alone.</param>
    public static MeterFollower Of(IMeterFactory scope) => new(
        meter => meter.Name == Kestrel && meter.Scope == scope,
        new FollowedHistogram("kestrel.connection.duration", Ended, Lives, new TagLabel(PortTag, NumberOf)),
        new FollowedHistogram(
            "kestrel.tls_handshake.duration", HandshakesEnded, Handshakes,
            TagLabel.Text(VersionTag), TagLabel.Text(ErrorTag)));

    private static string NumberOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
