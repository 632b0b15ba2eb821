using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;

namespace Gateway.Vrrp.Engine;

/// <summary>Removes what an earlier life left behind, BEFORE the first packet: every address with our tag, on whatever
/// interface, and every configured virtual address whoever put it there. A leftover would make two owners, or be taken
/// for an address of this machine. So is every macvlan of ours that no virtual router wants; one that is wanted stays,
/// but not up unless it has an address. What may be adopted stays.</summary>
/// <param name="routes">Asks the kernel.</param>
/// <param name="interfaces">The interfaces as they are.</param>
/// <param name="events">Is told of each leftover.</param>
internal sealed class LeftoverSweep(RouteClient routes, InterfaceTable interfaces, EventRing events)
{
    private const int LoopbackIndex = 1;

    /// <summary>Sweeps.</summary>
    /// <returns>Whose addresses were left because they may be adopted.</returns>
    /// <exception cref="KernelException">CAP_NET_ADMIN is missing, or the kernel does not answer.</exception>
    public ImmutableArray<Adoption> Run(Instant now, VrrpConfig config)
    {
        DemandPermission(config.VirtualRouters);
        var present = routes.DumpAddresses();
        var adoptions = Adoption.Find(now, config, present, interfaces);
        foreach (var found in present)
        {
            if ((found.IsTagged || IsConfigured(found.Address.Address, config.VirtualRouters))
                && !IsAdopted(found, config, adoptions))
            {
                Remove(now, found);
            }
        }

        SweepLinks(now, config.VirtualRouters);
        return adoptions;
    }

    private void SweepLinks(Instant now, ImmutableArray<VirtualRouterConfig> routers)
    {
        var addresses = routes.DumpAddresses();
        foreach (var link in routes.DumpLinks().Where(link => link.IsOurs))
        {
            int errno;
            if (!routers.Any(router => router.VirtualMacInterface == link.Name))
            {
                _ = routes.TryDeleteLink(link.Index, out errno)
                    ? true
                    : throw new KernelException($"delete the leftover interface {link.Name}", "RTM_DELLINK", errno);
                interfaces.Remove(link.Index);
                StrictArp.PutBack(link, interfaces);
                events.Publish(new() { Kind = VrrpEventKind.LeftoverRemoved, At = now, Detail = link.Name });
            }
            else if (!addresses.Exists(found => found.InterfaceIndex == link.Index)
                && !routes.TrySetDown(link.Index, out errno))
            {
                throw new KernelException($"switch off the leftover interface {link.Name}", "RTM_SETLINK", errno);
            }
        }
    }

    private bool IsAdopted(InterfaceAddress found, VrrpConfig config, ImmutableArray<Adoption> adoptions) =>
        config.VirtualRouters.Any(router => adoptions.Any(adoption => adoption.Name == router.Name)
            && router.Owned.Any(own => own.Prefix == found.Address
                && interfaces[own.Interface].Index == found.InterfaceIndex));

    private static bool IsConfigured(IpAddr address, ImmutableArray<VirtualRouterConfig> routers) =>
        routers.Any(router => router.Owned.Any(own => own.Prefix.Address == address));

    // Without the capability the first takeover would fail, perhaps in weeks. The kernel looks at it before it looks
    // for the address, so asking for the removal of one that is not there tells.
    private void DemandPermission(ImmutableArray<VirtualRouterConfig> routers)
    {
        foreach (var router in routers)
        {
            if (!routes.TryRemove(LoopbackIndex, router.Addresses[0], out var errno))
            {
                throw new KernelException(
                    "manage virtual addresses (CAP_NET_ADMIN is needed)", "RTM_DELADDR", errno);
            }
        }
    }

    private void Remove(Instant now, InterfaceAddress leftover)
    {
        if (!routes.TryRemove(leftover.InterfaceIndex, leftover.Address, out var errno))
        {
            throw new KernelException($"remove the leftover address {leftover.Address}", "RTM_DELADDR", errno);
        }

        events.Publish(new() { Kind = VrrpEventKind.LeftoverRemoved, At = now, Address = leftover.Address });
    }
}
