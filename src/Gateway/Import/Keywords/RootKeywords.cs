using System.Collections.Frozen;
using Gateway.Import.Reporting;
using static Gateway.Import.Reporting.Verdict;

namespace Gateway.Import.Keywords;

/// <summary>The keywords outside of any block that have no key here, and what there is to say.</summary>
internal static class RootKeywords
{
    private const string Static = "permanent addresses, routes and rules are the system's own matter; configure them "
        + "there.";
    private const string Process = "start the gateway in the namespace: `ip netns exec NAME gateway run`.";
    private const string Load =
        "the kernel's load balancer (IPVS) is not used; this gateway proxies HTTP itself: write the service as Sites "
            + "or ReverseProxy:Clusters.";

    /// <summary>Keyword to verdict.</summary>
    public static FrozenDictionary<string, Verdict> Verdicts { get; } = new Dictionary<string, Verdict>
    {
        ["virtual_server"] = Warn(Load),
        ["virtual_server_group"] = Warn(Load),
        ["real_server"] = Warn(Load),
        ["SSL"] = Warn("belongs to the checks of the kernel's load balancer (IPVS), which is not used."),
        ["bfd_instance"] = Warn("BFD is not supported; use shorter advertisement intervals, or a script."),
        ["static_ipaddress"] = Warn(Static),
        ["static_routes"] = Warn(Static),
        ["static_rules"] = Warn(Static),
        ["track_group"] = Warn("goes with static addresses and routes, which are not watched."),
        ["garp_group"] = Drop("announcements have spaces of their own."),
        ["linkbeat_interfaces"] = Drop("the kernel reports the carrier at once."),
        ["linkbeat_use_polling"] = Drop("the kernel reports the carrier at once."),
        ["interface_up_down_delays"] = Warn("is not supported; RecoveryHold keeps an interface that flaps from "
            + "preempting."),
        ["net_namespace"] = Warn(Process),
        ["net_namespace_ipvs"] = Warn(GlobalKeywords.Ipvs),
        ["namespace_with_ipsets"] = Drop("no firewall rules are made."),
        ["use_pid_dir"] = Drop("there is no file with a process number."),
        ["instance"] = Drop("there is one gateway in a network namespace."),
        ["child_wait_time"] = Drop("there is one process."),
    }.ToFrozenDictionary();
}
