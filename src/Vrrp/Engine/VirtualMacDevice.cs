using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>The macvlan that carries the addresses of one virtual router on the virtual router MAC address (RFC 9568
/// section 7.3). It is there, down, as long as its interface and the engine are, and up while Master: a Backup neither
/// takes frames to that MAC address nor sends any from it. Owned by the engine thread.</summary>
/// <param name="config">The virtual router, with a <see cref="VirtualRouterConfig.VirtualMacInterface"/>.</param>
/// <param name="below">What was set on the interface for it.</param>
/// <param name="shared">The ways to the kernel.</param>
internal sealed class VirtualMacDevice(VirtualRouterConfig config, StrictArp below, EngineSockets shared)
{
    // It answers ARP for its own addresses alone, not for those of the interface below. Who asks is reached through the
    // interface below, which a strict reverse path filter would not have: 2 is loose, whatever "all" says. Several
    // addresses of one subnet do not go with the first.
    private static readonly (string Name, string Value)[] Settings =
    [
        ("ipv4/conf/{0}/arp_ignore", "1"),
        ("ipv4/conf/{0}/arp_filter", "0"),
        ("ipv4/conf/{0}/rp_filter", "2"),
        ("ipv4/conf/{0}/promote_secondaries", "1"),
        ("ipv6/conf/{0}/accept_ra", "0"),
        ("ipv6/conf/{0}/autoconf", "0"),
    ];

    private readonly MacAddress _mac = VirtualMac.Of(config.Family, config.VirtualRouterId);
    private readonly bool _hasIPv6 = config.Owned.Any(
        own => own.Interface == config.VirtualMacInterface && own.Prefix.Address.Family == IpFamily.IPv6);

    private int _tunedIndex;

    /// <summary>Its name.</summary>
    public string Name { get; } = config.VirtualMacInterface!;

    /// <summary>Its state; default while it is absent.</summary>
    public LinkState Link => shared.Interfaces[Name];

    /// <summary>Sees to it that it is there, above that interface. One of ours from an earlier life will do; it is left
    /// as it is.</summary>
    /// <exception cref="KernelException">The kernel refuses, or another interface has its name.</exception>
    public void Make(LinkState parent)
    {
        if (!IsGood(Link, parent))
        {
            // The events that made up the table may be older than what we did since.
            _ = shared.Routes.TryGetLink(Name, out var link);
            if (link.Index != 0 && !IsGood(link, parent))
            {
                DemandNoStranger(link, parent);
                Delete(link);
                link = default;
            }

            if (link.Index == 0)
            {
                link = Create(parent);
            }

            shared.Interfaces.Set(link);
        }

        Tune();
    }

    /// <summary>Switches it on.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public void SetUp()
    {
        var link = Link;
        if (!shared.Routes.TrySetUp(link.Index, out var errno))
        {
            throw new KernelException(
                $"switch on {Name}, which carries {_mac} on {config.Interface}{Because()}", "RTM_SETLINK", errno);
        }

        if (_hasIPv6 && !shared.Routes.TryAddLinkLocalRoute(link.Index, out errno))
        {
            throw new KernelException($"answer link-local addresses from {Name}{Because()}", "RTM_NEWROUTE", errno);
        }

        // The event comes later.
        shared.Interfaces.Set(link with { IsUp = true });
    }

    /// <summary>Switches it off. True also when it is not there.</summary>
    public bool TrySetDown(out int errno)
    {
        errno = 0;
        var link = Link;
        if (link.Index != 0 && shared.Routes.TrySetDown(link.Index, out errno))
        {
            shared.Interfaces.Set(link with { IsUp = false, HasCarrier = false });
        }

        return errno == 0;
    }

    /// <summary>It is not there any more.</summary>
    public void Forget() => shared.Interfaces.Remove(Link.Index);

    /// <summary>Deletes it.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public void Delete()
    {
        if (Link is { Index: not 0, IsOurs: true } link)
        {
            Delete(link);
        }
    }

    private string Intent => $"put {_mac} on {config.Interface} as the interface {Name}";

    private bool IsGood(LinkState link, LinkState parent) => link.IsOurs && IsSame(link, parent);

    private bool IsSame(LinkState link, LinkState parent) => link.ParentIndex == parent.Index && link.Address == _mac;

    // One that is the same but for our mark is what a crash left behind that was quicker than the mark.
    private void DemandNoStranger(LinkState link, LinkState parent)
    {
        if (!link.IsOurs && !IsSame(link, parent))
        {
            throw new KernelException(
                $"{Intent}, for there is another interface of that name; rename it, or delete it",
                "RTM_NEWLINK", Errno.EEXIST);
        }
    }

    private LinkState Create(LinkState parent)
    {
        if (!shared.Routes.TryCreateMacvlan(parent.Index, Name, _mac, out var index, out var errno, below.Note))
        {
            throw new KernelException(
                $"{Intent}{Because()}; leave out UseVmac on a port of a bridge, over wireless, on what is not "
                + "Ethernet, and in a virtual machine that must not have other MAC addresses",
                "RTM_NEWLINK", errno);
        }

        return new(index, Name, IsUp: false, HasCarrier: false, _mac)
        {
            ParentIndex = parent.Index,
            IsOurs = true,
            Note = below.Note,
        };
    }

    private void Delete(LinkState link)
    {
        if (!shared.Routes.TryDeleteLink(link.Index, out var errno))
        {
            throw new KernelException($"delete the interface {Name}", "RTM_DELLINK", errno);
        }

        shared.Interfaces.Remove(link.Index);
    }

    // Each setting of a kernel without IPv6 is missing.
    private void Tune()
    {
        if (_tunedIndex == Link.Index)
        {
            return;
        }

        if (Sysctl.TryRead("net/ipv4/conf/all/arp_filter", out var filter, out _) && filter != "0")
        {
            throw new KernelException(
                $"{Intent} while net.ipv4.conf.all.arp_filter is set, which keeps it from answering ARP; set it to 0, "
                + "and if need be on single interfaces to 1",
                "sysctl", Errno.EINVAL);
        }

        foreach (var (path, value) in Settings)
        {
            Setting.Demand(string.Format(null, path, Name), value);
        }

        if (_hasIPv6)
        {
            Setting.Demand($"ipv6/conf/{Name}/disable_ipv6", "0");
        }

        _tunedIndex = Link.Index;
    }

    private string Because() => shared.Routes.Explanation is { Length: > 0 } words ? $" ({words})" : "";
}
