using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Status;

namespace Gateway.Cli.Operate;

/// <summary>The status as a plugin of Nagios, Icinga or checkmk says it: one line with figures, and an exit code of 0
/// OK, 1 WARNING, 2 CRITICAL or 3 UNKNOWN.</summary>
internal static class StatusCheck
{
    /// <summary>The exit code of whoever could not ask.</summary>
    public const int Unknown = 3;

    private const int Ok = 0;
    private const int Warning = 1;
    private const int Critical = 2;

    // As the gateway writes its own: quotes and signs need not be numbers.
    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Words = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];

    /// <summary>Judges a status.</summary>
    /// <returns>The line, and the exit code.</returns>
    public static (string Line, int ExitCode) Judge(StatusReport status)
    {
        var findings = Findings(status).ToArray();
        var worst = findings.Select(finding => finding.Level).DefaultIfEmpty(Ok).Max();
        var text = findings.Length > 0
            ? string.Join("; ", findings.OrderByDescending(finding => finding.Level).Select(finding => finding.Text))
            : RolesOf(status);
        return (Line(worst, $"{status.Node}: {text}", Figures(status)), worst);
    }

    /// <summary>Says that nobody answers: critical, unless this user may not ask.</summary>
    public static (string Line, int ExitCode) Judge(NoGatewayException nobody)
    {
        var level = nobody.IsForbidden ? Unknown : Critical;
        return (Line(level, nobody.Message, ""), level);
    }

    /// <summary>A verdict for programs: the status, with <c>verdict</c> before it.</summary>
    /// <param name="line">What <see cref="Judge(StatusReport)"/> says.</param>
    /// <param name="exitCode">And its exit code.</param>
    /// <param name="status">The answer of the gateway: an object; empty when nobody answers.</param>
    public static string Json(string line, int exitCode, ReadOnlySpan<byte> status)
    {
        var all = JsonNode.Parse(status)!.AsObject();
        all.Insert(0, "verdict", new JsonObject
        {
            ["state"] = Words[exitCode], ["exitCode"] = exitCode, ["text"] = line,
        });
        return all.ToJsonString(Readable);
    }

    // A bar ends the text, and a line end the line.
    private static string Line(int level, string text, string figures) =>
        $"GATEWAY {Words[level]} - {TextTable.Plain(text).Replace('|', '/')}"
        + (figures.Length > 0 ? $" | {figures}" : "");

    private static IEnumerable<(int Level, string Text)> Findings(StatusReport status)
    {
        foreach (var one in status.Instances.Where(one => one.State == "Fault"))
        {
            yield return (Critical, $"{one.Name} in Fault: {string.Join(", ", one.Faults.Select(f => f.Text))}");
        }

        foreach (var one in status.Instances)
        {
            if (one.SplitBrain is { } sign)
            {
                yield return (Critical, $"{one.Name}: both machines may be Master: {sign.Text}");
            }
        }

        ImmutableArray<StatusUpstream> upstreams =
            [.. StatusUpstream.ClustersOf(status), .. StatusUpstream.StreamsOf(status)];
        foreach (var one in upstreams.Where(one => one.IsDown))
        {
            yield return (Critical, one.Drained == 0
                ? $"no destination of {one.Title} is healthy"
                : $"no destination of {one.Title} gets anything new: {one.Drained} of {one.Destinations.Length} drained"
                    + (one.Drained < one.Destinations.Length ? ", the others ill" : ""));
        }

        foreach (var one in status.Certificates.Where(one => one.Days < CertificatesText.Notice))
        {
            var names = string.Join(", ", one.Names);
            yield return one.Days < 0
                ? (Critical, $"the certificate for {names} has expired")
                : (Warning, $"the certificate for {names} expires in {Counted.Of(one.Days, "day")}");
        }

        foreach (var one in status.Instances.Where(one => one.Mismatch is not null))
        {
            yield return (Warning, $"{one.Name}: the peer is configured otherwise: {one.Mismatch}");
        }

        foreach (var one in status.Checks.Where(one => one.State != "Up"))
        {
            var said = one.Text ?? "no result yet";
            yield return (Warning, $"check {one.Name} is {one.State.ToLowerInvariant()}: {said}");
        }

        foreach (var one in upstreams.Where(one => !one.IsDown))
        {
            foreach (var absent in one.Destinations.Where(absent => !absent.Healthy || absent.Drained))
            {
                yield return (Warning, $"{one.Name}/{absent.Name} is {(absent.Drained ? "drained" : "unhealthy")}");
            }
        }

        if (status.Configuration.Rejected is { } rejected)
        {
            yield return (Warning, $"the configuration is refused: {rejected.Errors[0].Text}");
        }

        if (status.Drained || status.HandedOver)
        {
            yield return (Warning, status.Drained ? "drained" : "handed over");
        }
    }

    private static string RolesOf(StatusReport status) => status.Instances.IsEmpty
        ? "no virtual routers"
        : string.Join("; ", status.Instances.GroupBy(one => one.State)
            .Select(state => $"{state.Key} of {string.Join(", ", state.Select(one => one.Name))}"));

    private static string Figures(StatusReport status)
    {
        var (clusters, streams) = (StatusUpstream.ClustersOf(status), StatusUpstream.StreamsOf(status));
        var destinations = clusters.Concat(streams).SelectMany(one => one.Destinations).ToArray();
        var days = status.Certificates.Select(one => one.Days).DefaultIfEmpty(int.MaxValue).Min();
        string[] figures =
        [
            $"masters={status.Instances.Count(one => one.State == "Master")};;;0;{status.Instances.Length}",
            $"faults={status.Instances.Count(one => one.State == "Fault")};;0;0;{status.Instances.Length}",
            $"checks_down={status.Checks.Count(one => one.State != "Up")};0;;0;{status.Checks.Length}",
            $"clusters_down={clusters.Count(one => one.IsDown)};;0;0;{clusters.Length}",
            $"streams_down={streams.Count(one => one.IsDown)};;0;0;{streams.Length}",
            $"destinations_down={destinations.Count(one => !one.Healthy)};0;;0;{destinations.Length}",
            $"destinations_drained={destinations.Count(one => one.Drained)};0;;0;{destinations.Length}",
            $"requests={status.Clusters.Sum(one => one.Destinations.Sum(each => each.Requests))};;;0;",
            $"connections={status.Streams.Sum(one => one.Connections)};;;0;",
            string.Create(CultureInfo.InvariantCulture, $"lateness_p99={status.Lateness.P99Milliseconds:0.###}ms;;;0;"),
        ];
        var certificate = days == int.MaxValue ? "" : $" certificate_days={days};{CertificatesText.Notice}:;0:";
        return string.Join(' ', figures) + certificate;
    }
}
