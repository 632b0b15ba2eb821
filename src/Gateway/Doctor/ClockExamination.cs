using Gateway.Configuration;
using Gateway.Vrrp.Packets;

namespace Gateway.Doctor;

/// <summary>The clocks of this machine and its peers.</summary>
internal static class ClockExamination
{
    // HTTP tells whole seconds, and is under way for a part of one.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(3);

    /// <summary>Looks. With HMAC a clock that is off by more than the window silences a peer.</summary>
    public static IEnumerable<Finding> Examine(GatewayConfig config, MachineView view)
    {
        var window = config.Vrrp.VirtualRouters.Select(router => router.Authentication).OfType<HmacAuthentication>()
            .Select(hmac => hmac.Window.ToTimeSpan()).DefaultIfEmpty(TimeSpan.MaxValue).Min();
        foreach (var (node, skew) in view.ClockSkews.Where(clock => clock.Value.Duration() > Tolerance))
        {
            var isFatal = skew.Duration() >= window;
            yield return new("clock-skew", isFatal ? Severity.Failure : Severity.Warning, node,
                FormattableString.Invariant(
                    $"its clock is {skew.Duration().TotalSeconds:F0} s {(skew > TimeSpan.Zero ? "ahead" : "behind")}")
                + (isFatal ? ": its signed advertisements are refused, and both machines may be Master" : ""),
                "timedatectl set-ntp true, on both machines");
        }
    }
}
