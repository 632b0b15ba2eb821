using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Netlink;

namespace Gateway.Vrrp.Engine;

/// <summary>A virtual router whose addresses an earlier process of this machine left behind so lately that no other
/// machine can have taken over: it may go on as Master where that process ended.</summary>
/// <param name="Name">The virtual router.</param>
/// <param name="Until">Not from then on: a Backup may have lost its patience.</param>
internal readonly record struct Adoption(string Name, Instant Until)
{
    /// <summary>Who may go on. All addresses of the virtual router must be there, tagged, in the form that this
    /// configuration gives them, and young enough; a sync group goes on as one or not at all. A startup delay is a wish
    /// to begin anew.</summary>
    /// <param name="now">When the addresses were listed.</param>
    /// <param name="config">The virtual routers.</param>
    /// <param name="present">The addresses of this machine.</param>
    /// <param name="interfaces">Its interfaces.</param>
    public static ImmutableArray<Adoption> Find(
        Instant now, VrrpConfig config, IReadOnlyList<InterfaceAddress> present, InterfaceTable interfaces)
    {
        var found = config.VirtualRouters
            .Select(router => new Adoption(router.Name, now + TimeLeft(router, present, interfaces)))
            .Where(adoption => adoption.Until > now).ToList();
        return [.. WholeGroups(config, found)];
    }

    /// <summary>Those whose sync group is among them as a whole, or who are in none.</summary>
    public static IEnumerable<Adoption> WholeGroups(VrrpConfig config, IReadOnlyList<Adoption> some) =>
        some.Where(one => config.SyncGroups
            .Select(group => group.Members.Select(member => config.VirtualRouters[member].Name).ToList())
            .Where(members => members.Contains(one.Name))
            .All(members => members.TrueForAll(member => some.Any(other => other.Name == member))));

    private static Duration TimeLeft(
        VirtualRouterConfig router, IReadOnlyList<InterfaceAddress> present, InterfaceTable interfaces)
    {
        var left = router.StartupDelay > Duration.Zero
            ? Duration.Zero
            : Timing.MasterDownInterval(router.Version, PriorityLedger.OwnerPriority, router.AdvertisementInterval);
        foreach (var own in router.Owned)
        {
            var index = interfaces[own.Interface].Index;
            var address = present.FirstOrDefault(
                address => address.Address == own.Prefix && address.InterfaceIndex == index);
            var leftOfThis = address is { IsTagged: true, IsOfOurForm: true }
                ? Timing.AdoptionTime(router.Version, router.AdvertisementInterval, address.SecondsLeft)
                : Duration.Zero;
            left = leftOfThis < left ? leftOfThis : left;
        }

        return left;
    }
}
