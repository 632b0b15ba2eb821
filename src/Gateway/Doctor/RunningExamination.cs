using Gateway.Admin.Status;
using Gateway.Configuration;
using Gateway.Metrics.Sources;

namespace Gateway.Doctor;

/// <summary>What the gateway that runs knows, and nobody sees from outside.</summary>
internal static class RunningExamination
{
    private const int Many = 500;

    private static readonly string[] OfPeers = ["peer-version", "peer-interval", "peer-authentication"];

    /// <summary>Looks.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="view">The machine.</param>
    /// <param name="found">What was found without it: that is not said twice.</param>
    public static IEnumerable<Finding> Examine(
        GatewayConfig config, MachineView view, IReadOnlyCollection<Finding> found)
    {
        if (view.Running.Status is not { } status)
        {
            return [];
        }

        return
        [
            .. ExamineConfiguration(status),
            .. ExamineDrain(status),
            .. status.Instances.SelectMany(one => ExamineInstance(one, found)),
            .. ExamineLateness(config, status),
        ];
    }

    private static IEnumerable<Finding> ExamineConfiguration(StatusReport status)
    {
        if (status.Configuration.Rejected is { } rejected)
        {
            yield return Warn("configuration-refused", status.Configuration.Path,
                $"the gateway that runs has refused it, and goes on with what it had: {rejected.Errors[0].Text}",
                "Correct it, and see: gateway reload; what needs a restart: systemctl restart gateway");
        }
    }

    private static IEnumerable<Finding> ExamineDrain(StatusReport status)
    {
        if (status.Drained || status.HandedOver)
        {
            yield return Warn("drained", status.Node,
                status.Drained
                    ? "an operator has drained it: it takes no addresses while a peer has them"
                    : "an operator had it hand its addresses over: it stays back until its peer goes",
                "gateway undrain");
        }
    }

    private static IEnumerable<Finding> ExamineInstance(InstanceReport one, IReadOnlyCollection<Finding> found)
    {
        var known = found.Where(finding => finding.Subject == one.Name).ToArray();
        if (one.State == "Fault" && !known.Any(finding => finding.Severity == Severity.Failure))
        {
            yield return Finding.Failure("in-fault", one.Name,
                $"it is in Fault: {string.Join(", ", one.Faults.Select(fault => fault.Text))}",
                "See why: gateway status, gateway history") with
            {
                Source = Finding.OfGateway,
            };
        }

        if (one.Mismatch is { } mismatch && !known.Any(finding => OfPeers.Contains(finding.Id)))
        {
            yield return Warn("peer-mismatch", one.Name, $"a peer is configured otherwise: {mismatch}",
                "Give all nodes the same file; gateway doctor on the other one");
        }
    }

    // By one in a hundred of many: every machine is late once in its life, and a program when it starts.
    private static IEnumerable<Finding> ExamineLateness(GatewayConfig config, StatusReport status)
    {
        var late = status.Lateness;
        if (LatenessLimit.Of(config.Vrrp) is { } limit && late.P99Milliseconds > limit.Milliseconds / 2
            && late.Buckets.Sum(bucket => bucket.Count) >= Many)
        {
            yield return Warn("engine-late", status.Node,
                FormattableString.Invariant(
                    $"one in a hundred times its VRRP thread wakes up {late.P99Milliseconds:0} ms late or later, ")
                + FormattableString.Invariant($"{late.LongestMilliseconds:0} ms at worst: addresses move at {limit}"),
                "Find out what keeps the machine busy, or lengthen AdvertisementInterval");
        }
    }

    private static Finding Warn(string id, string subject, string what, string remedy) =>
        Finding.Warning(id, subject, what, remedy) with { Source = Finding.OfGateway };
}
