using Gateway.Configuration;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Packets;

namespace Gateway.Doctor;

/// <summary>What a virtual router hears from its segment: its peers, strangers, and who has its addresses.</summary>
internal static class SegmentExamination
{
    /// <summary>That nobody is Master: what comes of something else, perhaps.</summary>
    public const string Silence = "peer-silent";

    private const int PatientIntervals = 3;

    /// <summary>Looks. A Master hears nobody while all is well; a Backup hears the Master.</summary>
    public static IEnumerable<Finding> Examine(GatewayConfig config, VirtualRouterConfig router, MachineView view)
    {
        if (view.Find(router.Interface) is not { IsUp: true, HasCarrier: true } link)
        {
            return [];
        }

        if (link.Deaf is { } why)
        {
            return [Finding.Warning(
                "cannot-listen", router.Name,
                $"{link.Name} could not be listened to: {why}{Heard(router, view)}", "Run gateway doctor as root")];
        }

        var routers = link.Segment.Routers.Where(heard =>
            heard.VirtualRouterId == router.VirtualRouterId && heard.Source.Family == router.Family).ToArray();
        return
        [
            .. ExamineOutput(router, link),
            .. routers.SelectMany(heard => ExamineRouter(config, router, link, heard)),
            .. ExamineLoss(router, link, view),
            .. Heard(router, view).Length > 0 ? [] : ExamineSilence(router, link, view, routers),
            .. ExamineOwners(router, link),
        ];
    }

    // The gateway that runs has listened for longer, with a firewall in its way.
    private static string Heard(VirtualRouterConfig router, MachineView view) =>
        view.Running.Find(router.Name) is { State: "Backup", Peer: { } peer }
        && peer.AgeMilliseconds < peer.IntervalMilliseconds * PatientIntervals
            ? FormattableString.Invariant(
                $". The gateway that runs has heard {peer.Address} {peer.AgeMilliseconds:0} ms ago")
            : "";

    private static IEnumerable<Finding> ExamineOutput(VirtualRouterConfig router, InterfaceView link)
    {
        var muted = router.Destinations.Where(link.Segment.Muted.Contains).ToArray();
        return muted.Length == 0 ? [] : [Finding.Failure(
            "firewall-output", router.Name,
            $"a firewall of this machine drops the advertisements that it sends to {string.Join(", ", muted)} on "
            + $"{link.Name}: as Master it is not heard, and both machines are",
            FirewallRule.Out(router.Family))];
    }

    private static bool IsMaster(VirtualRouterConfig router, InterfaceView link) =>
        router.Addresses.Any(prefix => link.Addresses.Contains(prefix.Address));

    private static bool WasMaster(VirtualRouterConfig router, MachineView view) =>
        view.Running.Find(router.Name) is { State: "Master" } one && !(one.Since >= view.Now);

    private static bool IsMaster(VirtualRouterConfig router, MachineView view) =>
        view.Running.Find(router.Name) is { State: "Master" };

    private static IEnumerable<Finding> ExamineRouter(
        GatewayConfig config, VirtualRouterConfig router, InterfaceView link, HeardRouter heard)
    {
        var (name, source) = (router.Name, heard.Source);
        // Without an address of our own, what is sent to it goes nowhere, and no firewall is to blame.
        if (heard.Heard == 0 && heard.Seen > 0 && link.Addresses.Any(own => own.Family == router.Family))
        {
            yield return Finding.Failure(
                "firewall", name,
                $"advertisements of {source} reach {link.Name}, but a firewall of this machine drops them: both "
                + "machines may be Master",
                FirewallRule.In(source.Family));
        }

        var nodes = config.Nodes.Select(node => node.AddressOf(router.Family)).Where(own => own != default).ToArray();
        var isKnown = nodes.Contains(source) || router.Peers.Contains(source);
        if (router.Family == IpFamily.IPv4 && nodes.Length > 1 && !isKnown)
        {
            yield return Finding.Failure(
                "foreign-router", name,
                $"{source}, which is no node of the file, uses virtual router id {heard.VirtualRouterId} on "
                + $"{link.Name}, too",
                $"Choose another Vrrp:Instances:{name}:VirtualRouterId for all nodes, or find that machine");
            yield break;
        }

        foreach (var finding in ExamineDialect(router, heard))
        {
            yield return finding;
        }

        if (IsMaster(router, link) && heard.Heard > 0)
        {
            yield return Finding.Failure(
                "second-master", name,
                $"{source} is Master with priority {heard.Priority}, and this machine has the addresses, too",
                "Run gateway doctor there: it does not hear this machine");
        }
    }

    private static IEnumerable<Finding> ExamineDialect(VirtualRouterConfig router, HeardRouter heard)
    {
        var (name, source) = (router.Name, heard.Source);
        var version = router.Version == VrrpVersion.V2 ? 2 : 3;
        if (heard.Version != version)
        {
            yield return Finding.Failure(
                "peer-version", name, $"{source} speaks version {heard.Version}, this node version {version}: neither "
                + "believes the other",
                $"Set the same Vrrp:Instances:{name}:Version on all nodes");
            yield break;
        }

        var hasPassword = router.Authentication is PasswordAuthentication;
        if (version == 2 && heard.AuthenticationType == 1 != hasPassword)
        {
            yield return Finding.Failure(
                "peer-authentication", name,
                $"{source} sends {(hasPassword ? "no" : "a")} password, this node {(hasPassword ? "a" : "no")} one: "
                + "neither believes the other",
                $"Set the same Vrrp:Instances:{name}:Authentication on all nodes");
        }

        if (heard.Interval != router.AdvertisementInterval)
        {
            yield return new(
                "peer-interval", version == 2 ? Severity.Failure : Severity.Warning, name,
                $"{source} advertises every {heard.Interval}, this node every {router.AdvertisementInterval}"
                + (version == 2 ? ": neither believes the other" : ""),
                $"Set the same Vrrp:Instances:{name}:AdvertisementInterval on all nodes");
        }
    }

    private static IEnumerable<Finding> ExamineSilence(
        VirtualRouterConfig router, InterfaceView link, MachineView view, HeardRouter[] routers) =>
        routers.Length > 0 || !router.HasPeers || IsMaster(router, link) || IsMaster(router, view) ? []
        : [Finding.Warning(
            Silence, router.Name,
            $"nobody is Master on {link.Name}: no advertisement of virtual router id {router.VirtualRouterId} came, "
            + "and this machine does not have the addresses",
            "Is a gateway running, here or there? systemctl status gateway; else look at the network between them")];

    // Those that advertisements name, on an interface of another MAC address, are not looked for.
    // Who became Master during the look has its addresses since then.
    private static IEnumerable<Finding> ExamineLoss(
        VirtualRouterConfig router, InterfaceView link, MachineView view) =>
        router.UseVirtualMac || !WasMaster(router, view) || IsMaster(router, link)
        || !router.Owned.Any(owned => owned.Interface == link.Name)
            ? []
            : [Finding.Failure(
                "address-missing", router.Name,
                $"the gateway that runs is Master, and {router.Addresses[0].Address} is not on {link.Name}: somebody "
                + "else removes it",
                "See who, and when: journalctl -u gateway (events 1007 and 1011), ip monitor address")];

    // A Backup hears one owner, the Master; a Master none but itself.
    private static IEnumerable<Finding> ExamineOwners(VirtualRouterConfig router, InterfaceView link)
    {
        foreach (var owned in router.Owned.Where(owned => owned.Interface == link.Name))
        {
            var address = owned.Prefix.Address;
            var others = link.Segment.Claims.Where(claim => claim.Address == address)
                .Select(claim => claim.Mac.ToString()).Distinct().ToArray();
            var isHere = link.Addresses.Contains(address);
            if (others.Length + (isHere ? 1 : 0) > 1)
            {
                yield return Finding.Failure(
                    "second-owner", router.Name,
                    $"{address} has {(isHere ? "this machine and " : "")}{string.Join(" and ", others)} for owners",
                    $"Find the machine of that MAC address; arping -I {link.Name} {address} on a third one");
            }
        }
    }
}
