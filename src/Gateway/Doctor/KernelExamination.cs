using Gateway.Configuration;
using Gateway.Vrrp.Core;

namespace Gateway.Doctor;

/// <summary>Settings of the kernel that keep packets from virtual addresses.</summary>
internal static class KernelExamination
{
    private const int IgnoresLocal = 3;

    /// <summary>Looks.</summary>
    public static IEnumerable<Finding> Examine(GatewayConfig config, MachineView view)
    {
        var families = config.Vrrp.VirtualRouters.GroupBy(router => router.Interface)
            .Select(group => (Name: group.Key, Families: group.Select(router => router.Family).ToHashSet(),
                HasOwnMac: group.Any(router => router.UseVirtualMac)));
        foreach (var (name, used, hasOwnMac) in families)
        {
            if (used.Contains(IpFamily.IPv4))
            {
                foreach (var finding in ExamineIPv4(view, name, hasOwnMac))
                {
                    yield return finding;
                }
            }

            if (used.Contains(IpFamily.IPv6) && Read(view, $"ipv6/conf/{name}/disable_ipv6") == 1)
            {
                yield return Wrong("ipv6-disabled", name, "disable_ipv6 is 1: it can have no IPv6 address",
                    $"sysctl -w {Key("ipv6", name, "disable_ipv6")}=0");
            }
        }
    }

    // The higher one of the interface's and all's counts (ip-sysctl).
    private static IEnumerable<Finding> ExamineIPv4(MachineView view, string name, bool hasOwnMac)
    {
        var ignore = Greater(view, name, "arp_ignore");
        if (ignore >= IgnoresLocal && !hasOwnMac)
        {
            yield return Wrong("arp-ignore", name, $"arp_ignore is {ignore}: nobody is told where the addresses are",
                $"sysctl -w {Key("ipv4", name, "arp_ignore")}=1 net.ipv4.conf.all.arp_ignore=0");
        }

        var filter = Greater(view, name, "rp_filter");
        if (filter == 1 && view.Interfaces.Length > 1)
        {
            yield return Finding.Warning("rp-filter", name,
                "rp_filter is strict: what comes here, and would go out elsewhere, is dropped without a word",
                $"sysctl -w {Key("ipv4", name, "rp_filter")}=2 net.ipv4.conf.all.rp_filter=0");
        }

        if (Read(view, $"ipv4/conf/{name}/arp_filter") == 1)
        {
            yield return Finding.Warning("arp-filter", name,
                "arp_filter is 1: ARP is answered only where the answer would leave by this interface",
                $"sysctl -w {Key("ipv4", name, "arp_filter")}=0");
        }
    }

    private static Finding Wrong(string id, string name, string what, string remedy) =>
        Finding.Failure(id, name, what, $"{remedy}; and in /etc/sysctl.d for the next boot");

    // Of a VLAN such as eth0.100 the dot is written as a slash (sysctl(8)).
    private static string Key(string family, string name, string setting) =>
        $"net.{family}.conf.{name.Replace('.', '/')}.{setting}";

    private static int Greater(MachineView view, string name, string setting) =>
        Math.Max(Read(view, $"ipv4/conf/all/{setting}"), Read(view, $"ipv4/conf/{name}/{setting}"));

    private static int Read(MachineView view, string path) =>
        view.Settings.TryGetValue(path, out var text) && int.TryParse(text, out var value) ? value : 0;
}
