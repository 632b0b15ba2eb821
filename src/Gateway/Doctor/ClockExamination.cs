using Gateway.Configuration;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Packets;

namespace Gateway.Doctor;

/// <summary>The clocks of this machine and its peers. Signed advertisements whose time is off by more than the window
/// of <c>Authentication:Hmac</c> are refused; for all else the clocks may be what they are, but who reads wants the
/// times of two logs to fit together.</summary>
internal static class ClockExamination
{
    private static readonly TimeSpan Readable = TimeSpan.FromSeconds(10);

    // HTTP tells whole seconds, and a server makes them once a second: its clock is that much later, at most.
    private static readonly TimeSpan Coarseness = TimeSpan.FromSeconds(2);

    /// <summary>Looks: at the time stamps of advertisements where a peer signs them and was heard, else at the answers
    /// of the peers' proxies.</summary>
    public static IEnumerable<Finding> Examine(GatewayConfig config, MachineView view)
    {
        var strictest = config.Vrrp.VirtualRouters.Where(router => router.Authentication is HmacAuthentication)
            .MinBy(WindowOf);
        var stamped = Stamped(config, view);
        foreach (var (node, skew) in stamped.Concat(view.ClockSkews.Where(clock => !stamped.ContainsKey(clock.Key))
            .Select(clock => KeyValuePair.Create(clock.Key, Certain(clock.Value)))))
        {
            if (strictest is not null && skew.Duration() > WindowOf(strictest) / 2)
            {
                yield return OfWindow(node, skew, strictest);
            }
            else if (skew.Duration() > Readable)
            {
                yield return Finding.Warning("clock-skew", node,
                    $"{Words(skew)}: VRRP does not mind, but the times in the logs of both do not fit together",
                    "timedatectl set-ntp true, on both machines");
            }
        }
    }

    private static Finding OfWindow(string node, TimeSpan skew, VirtualRouterConfig strictest)
    {
        var window = WindowOf(strictest);
        var isFatal = skew.Duration() >= window;
        return new("clock-skew", isFatal ? Severity.Failure : Severity.Warning, node,
            $"{Words(skew)}, and {strictest.Name} takes signed advertisements that are at most "
            + FormattableString.Invariant($"{window.TotalSeconds:0.#} s off (Authentication:Hmac:Window): ")
            + (isFatal
                ? "its own are refused, and both machines may be Master"
                : "more, and its own are refused"),
            "timedatectl set-ntp true, on both machines");
    }

    private static Dictionary<string, TimeSpan> Stamped(GatewayConfig config, MachineView view) =>
        (from node in config.Nodes
         from heard in view.Interfaces.SelectMany(link => link.Segment.Routers)
         where node.Name != config.NodeName && heard.ClockSkew is not null && node.Addresses.Contains(heard.Source)
         group heard.ClockSkew!.Value.ToTimeSpan() by node.Name)
        .ToDictionary(group => group.Key, group => group.MaxBy(skew => skew.Duration()));

    // What is left of a clock's difference when the coarseness is taken off.
    private static TimeSpan Certain(TimeSpan skew) =>
        skew > TimeSpan.Zero ? skew
        : skew < -Coarseness ? skew + Coarseness
        : TimeSpan.Zero;

    private static TimeSpan WindowOf(VirtualRouterConfig router) =>
        router.Authentication is HmacAuthentication hmac ? hmac.Window.ToTimeSpan() : TimeSpan.MaxValue;

    private static string Words(TimeSpan skew) => FormattableString.Invariant(
        $"its clock is {skew.Duration().TotalSeconds:0.#} s {(skew > TimeSpan.Zero ? "ahead" : "behind")}");
}
