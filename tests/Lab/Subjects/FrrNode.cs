using System.Globalization;
using System.Net.Sockets;
using Lab.Network;

namespace Lab.Subjects;

/// <summary>Debian's FRR on one machine: zebra and vrrpd, with files of their own. FRR wants the virtual addresses on a
/// macvlan before it starts; it gives that a carrier while it is Master and takes it while it is Backup.</summary>
internal sealed class FrrNode(SegmentNode node, string workFolder, PairSettings settings)
    : NodeProgram(node, workFolder)
{
    /// <summary>The daemons, which are on no PATH.</summary>
    internal const string Folder = "/usr/lib/frr";

    // One process to end: it ends the daemons by their ids, vrrpd first, which says goodbye through zebra. They run as
    // a user of their own, who has to reach this folder and to see no other.
    private const string Script = """
        chmod 711 "${0%/*}"
        chown -R frr:frr "$0"
        options="-A 127.0.0.1 -P 0 --log stdout -z $0/zserv.api --vty_socket $0"
        "$1/zebra" $options -f "$0/zebra.conf" -i "$0/zebra.pid" &
        zebra=$!
        until [ -S "$0/zserv.api" ]; do sleep 0.02; done
        "$1/vrrpd" $options -f "$0/vrrpd.conf" -i "$0/vrrpd.pid" &
        vrrpd=$!
        trap 'kill $vrrpd; wait $vrrpd; kill $zebra; wait $zebra; exit 0' TERM
        wait
        """;

    internal override string Kind => "frr";

    /// <summary>The interface that runs while the machine is Master.</summary>
    internal static string MacvlanOf(AddressFamily family) =>
        family == AddressFamily.InterNetworkV6 ? "vrrp6" : "vrrp4";

    protected override string[] Command()
    {
        string files = Path.Combine(WorkFolder, $"frr-{Node.Role}");
        if (!Directory.Exists(files))
        {
            Directory.CreateDirectory(files);
            File.WriteAllText(Path.Combine(files, "zebra.conf"), "");
            File.WriteAllText(Path.Combine(files, "vrrpd.conf"), Configuration());

            // Otherwise eth0 of a Backup would answer for the macvlan's address.
            Node.SetKernel("net/ipv4/conf/eth0/arp_ignore", "1");
            Array.ForEach(settings.VirtualRouters, AddMacvlan);
        }

        // Left over from daemons that were killed.
        File.Delete(Path.Combine(files, "zserv.api"));
        return ["/bin/sh", "-c", Script, files, Folder];
    }

    private void AddMacvlan(VirtualRouterSettings router)
    {
        string name = MacvlanOf(router.Family);
        string family = router.Family == AddressFamily.InterNetworkV6 ? "02" : "01";
        string mac = string.Create(CultureInfo.InvariantCulture, $"00:00:5e:00:{family}:{PairSettings.VirtualRouterId:x2}");
        if (router.Family == AddressFamily.InterNetworkV6)
        {
            Node.SetKernel("net/ipv6/conf/default/accept_dad", "0");
        }

        IpCommand.Batch(
            Node.Namespace.Name,
            [
                $"link add {name} link eth0 address {mac} type macvlan mode bridge",
                .. router.Prefixes.Select(prefix => $"address add {prefix} dev {name}"),
                $"link set {name} up",
            ]);
    }

    private string Configuration()
    {
        string id = string.Create(CultureInfo.InvariantCulture, $" vrrp {PairSettings.VirtualRouterId}");
        string[] lines = [
            "interface eth0",
            string.Create(CultureInfo.InvariantCulture, $"{id} version {settings.Version}"),
            string.Create(CultureInfo.InvariantCulture, $"{id} priority {settings.PriorityOf(Node.Role)}"),
            string.Create(
                CultureInfo.InvariantCulture, $"{id} advertisement-interval {settings.Interval.TotalMilliseconds:0}"),
            .. settings.Preempt ? Array.Empty<string>() : [$" no{id} preempt"],
            .. settings.VirtualRouters.SelectMany(router => router.Addresses.Select(address =>
                $"{id} {(router.Family == AddressFamily.InterNetworkV6 ? "ipv6" : "ip")} {address}")),
            "",
        ];
        return string.Join('\n', lines);
    }
}
