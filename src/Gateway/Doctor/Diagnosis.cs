using System.Collections.Immutable;
using Gateway.Configuration;

namespace Gateway.Doctor;

/// <summary>Everything that is wrong with a machine that is to run a configuration. Pure: what was seen is in the
/// view.</summary>
internal static class Diagnosis
{
    /// <summary>Looks at everything, in the order of how much depends on it.</summary>
    /// <param name="result">A configuration without an error.</param>
    /// <param name="view">The machine.</param>
    public static ImmutableArray<Finding> Of(ConfigurationResult result, MachineView view)
    {
        var config = result.Config!;
        var outside = FromOutside(result, config, view);
        return CausesFirst([.. outside, .. RunningExamination.Examine(config, view, outside)]);
    }

    // Nobody is Master for a reason. Where this machine has one, it comes BEFORE that.
    private static ImmutableArray<Finding> CausesFirst(ImmutableArray<Finding> findings) =>
    [
        .. findings.Where(finding => CauseOf(finding, findings) is null),
        .. findings.Where(finding => CauseOf(finding, findings) is not null).Select(finding => finding with
        {
            What = $"{finding.What}, which cannot have them: {CauseOf(finding, findings)!.Id}",
            Remedy = "Mend that first, and the other machine's gateway: systemctl status gateway there",
        }),
    ];

    private static Finding? CauseOf(Finding finding, ImmutableArray<Finding> findings) =>
        finding.Id != SegmentExamination.Silence ? null : findings.FirstOrDefault(other =>
            other.Subject == finding.Subject && other.Severity == Severity.Failure);

    private const string CoverageRule = "uncovered-address";

    private static ImmutableArray<Finding> FromOutside(
        ConfigurationResult result, GatewayConfig config, MachineView view) =>
        [
            .. CapabilityExamination.Examine(config, view),
            .. ListenExamination.Examine(view),
            .. config.Vrrp.VirtualRouters.SelectMany(router => LinkExamination.Examine(config, router, view)),
            .. config.Vrrp.VirtualRouters.SelectMany(router => NetmaskExamination.Examine(router, view)),
            .. config.Vrrp.VirtualRouters.SelectMany(router => SegmentExamination.Examine(config, router, view)),
            .. KernelExamination.Examine(config, view),
            .. NetworkServiceExamination.Examine(config, view),
            .. CertificateExamination.Examine(view),
            .. ClockExamination.Examine(config, view),
            .. result.Warnings.Where(lint => lint.Id == CoverageRule).Select(lint => Finding.Warning(
                CoverageRule, lint.Path, lint.Message, "Correct Listen in the configuration: gateway check")),
        ];
}
