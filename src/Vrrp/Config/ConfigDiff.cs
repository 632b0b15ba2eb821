using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Config;

/// <summary>What lies between two configurations of a node. Lists are compared by what is in them, and trackers by
/// name.</summary>
public sealed record ConfigDiff
{
    /// <summary>One change for each name: those of the old configuration in its order, then the new ones.</summary>
    public required ImmutableArray<RouterChange> Routers { get; init; }

    /// <summary>Whether the sync groups are others: by name, or by the names of their members.</summary>
    public required bool AreSyncGroupsChanged { get; init; }

    /// <summary>Whether nothing has changed. Trackers may have another index all the same.</summary>
    public bool IsEmpty =>
        !AreSyncGroupsChanged && Routers.All(router => router.Kind == RouterChangeKind.Unchanged);

    /// <summary>Compares two configurations.</summary>
    public static ConfigDiff Between(VrrpConfig old, VrrpConfig next)
    {
        var news = next.VirtualRouters.ToDictionary(router => router.Name);
        var olds = old.VirtualRouters.Select(router => router.Name).ToHashSet();
        var kept = old.VirtualRouters.Select(
            router => Compare(router, news.GetValueOrDefault(router.Name), old.Trackers, next.Trackers));
        var added = next.VirtualRouters.Where(router => !olds.Contains(router.Name)).Select(Add);
        return new()
        {
            Routers = [.. kept, .. added],
            AreSyncGroupsChanged = !GroupsOf(old).SetEquals(GroupsOf(next)),
        };
    }

    /// <summary>What virtual routers own from now on, of those that go on. What others leave to them stays where it is:
    /// removed and added again, it would lose its connections.</summary>
    /// <param name="masters">The names of those that are Master, and so have the addresses.</param>
    public ImmutableHashSet<OwnedAddress> OwnedBy(IReadOnlySet<string> masters) =>
    [
        .. Routers
            .Where(router => router.Kind is RouterChangeKind.Unchanged or RouterChangeKind.Retuned)
            .Where(router => masters.Contains(router.Name))
            .SelectMany(router => router.New!.Owned),
    ];

    private static RouterChange Add(VirtualRouterConfig router) => new()
    {
        Name = router.Name,
        Kind = RouterChangeKind.Added,
        New = router,
        AddedAddresses = router.Owned,
        RemovedAddresses = [],
    };

    private static RouterChange Compare(
        VirtualRouterConfig old, VirtualRouterConfig? next, ImmutableArray<string> oldTrackers,
        ImmutableArray<string> newTrackers)
    {
        var kind = next is null ? RouterChangeKind.Removed
            : !IsSameRouter(old, next) ? RouterChangeKind.Replaced
            : HasSameSettings(old, next, oldTrackers, newTrackers) ? RouterChangeKind.Unchanged
            : RouterChangeKind.Retuned;
        return new()
        {
            Name = old.Name,
            Kind = kind,
            Old = old,
            New = next,
            AddedAddresses = [.. (next?.Owned ?? []).Except(old.Owned)],
            RemovedAddresses = [.. old.Owned.Except(next?.Owned ?? [])],
        };
    }

    // What its peers, its sockets and its device know it by.
    private static bool IsSameRouter(VirtualRouterConfig old, VirtualRouterConfig next) =>
        Identity(old) == Identity(next);

    private static (string, IpFamily, byte, VrrpVersion, bool, string?) Identity(VirtualRouterConfig router) => (
        router.Interface, router.Addresses[0].Address.Family, router.VirtualRouterId, router.Version,
        router.Peers.IsEmpty, router.VirtualMacInterface);

    // The lists by content; everything else, whatever a virtual router may come to have, by the record's own equality.
    private static bool HasSameSettings(
        VirtualRouterConfig old, VirtualRouterConfig next, ImmutableArray<string> oldTrackers,
        ImmutableArray<string> newTrackers) =>
        old.Addresses.SequenceEqual(next.Addresses)
        && old.Owned.SequenceEqual(next.Owned)
        && old.Peers.SequenceEqual(next.Peers)
        && IsSame(old.Announcements, next.Announcements)
        && IsSame(old.Authentication, next.Authentication)
        && WeightsOf(old, oldTrackers).SetEquals(WeightsOf(next, newTrackers))
        && WithoutLists(old) == WithoutLists(next);

    // The priorities of the others are no settings of this node.
    private static VirtualRouterConfig WithoutLists(VirtualRouterConfig router) => router with
    {
        Contenders = [],
        Addresses = [],
        Owned = [],
        Peers = [],
        Announcements = AnnouncementSchedule.Default,
        Authentication = null,
        Track = [],
    };

    private static bool IsSame(AnnouncementSchedule old, AnnouncementSchedule next) =>
        old.Offsets.SequenceEqual(next.Offsets) && old with { Offsets = [] } == next with { Offsets = [] };

    private static bool IsSame(VrrpAuthentication? old, VrrpAuthentication? next) => (old, next) switch
    {
        (PasswordAuthentication a, PasswordAuthentication b) => a.Password.SequenceEqual(b.Password),
        (HmacAuthentication a, HmacAuthentication b) =>
            SecretsOf(a).SetEquals(SecretsOf(b)) && a with { Keys = [] } == b with { Keys = [] },
        _ => old == next,
    };

    private static HashSet<(byte, string)> SecretsOf(HmacAuthentication hmac) =>
        [.. hmac.Keys.Select(key => (key.Id, Convert.ToHexString(key.Secret.AsSpan())))];

    private static HashSet<(string, int)> WeightsOf(VirtualRouterConfig router, ImmutableArray<string> trackers) =>
        [.. router.Track.Select(tracked => (trackers[tracked.Tracker], tracked.Weight))];

    // Names have no blanks.
    private static HashSet<string> GroupsOf(VrrpConfig config) =>
    [
        .. config.SyncGroups.Select(group => string.Join(
            ' ', group.Members.Select(member => config.VirtualRouters[member].Name).Order().Prepend(group.Name))),
    ];
}
