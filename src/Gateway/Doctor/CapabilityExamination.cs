using Gateway.Configuration;

namespace Gateway.Doctor;

/// <summary>What the kernel must let a gateway do.</summary>
internal static class CapabilityExamination
{
    private const int NetBindService = 10;
    private const int NetAdmin = 12;
    private const int NetRaw = 13;
    private const int SysNice = 23;
    private const string FirstOpenPort = "ipv4/ip_unprivileged_port_start";
    private const int FirstOpenPortByDefault = 1024;

    /// <summary>Looks.</summary>
    public static IEnumerable<Finding> Examine(GatewayConfig config, MachineView view)
    {
        if (!config.Vrrp.VirtualRouters.IsEmpty)
        {
            foreach (var (bit, name, why) in ((int, string, string)[])[
                (NetAdmin, "CAP_NET_ADMIN", "it cannot put virtual addresses on interfaces"),
                (NetRaw, "CAP_NET_RAW", "it can neither send nor hear advertisements")])
            {
                if (!Has(view, bit))
                {
                    yield return Missing(Severity.Failure, view, name, why);
                }
            }

            if (!Has(view, SysNice))
            {
                yield return Missing(
                    Severity.Warning, view, "CAP_SYS_NICE",
                    "its VRRP thread waits behind all others, and on a busy machine addresses move for nothing");
            }
        }

        var first = view.Settings.TryGetValue(FirstOpenPort, out var text) && int.TryParse(text, out var port)
            ? port
            : FirstOpenPortByDefault;
        var low = config.Listeners.FirstOrDefault(
            listener => listener.EndPoint.Port is > 0 and var wanted && wanted < first);
        if (low is not null && !Has(view, NetBindService))
        {
            yield return Missing(
                Severity.Failure, view, "CAP_NET_BIND_SERVICE", $"it cannot listen on {low.EndPoint}");
        }
    }

    private static bool Has(MachineView view, int bit) => (view.Capabilities >> bit & 1) == 1;

    private static Finding Missing(Severity severity, MachineView view, string name, string why) => new(
        "capability-missing", severity, view.CapabilitiesOf, $"{name} is missing: {why}",
        $"Run it as the package's unit does, with AmbientCapabilities={name}, or as root");
}
