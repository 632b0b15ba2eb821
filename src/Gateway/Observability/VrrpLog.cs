using Gateway.Vrrp.Config;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Gateway.Observability;

/// <summary>Writes what the engine tells to the log: what happened, to which virtual router, why, and what comes
/// next.</summary>
/// <param name="config">The virtual routers, for their addresses and interfaces; see <see cref="Follow"/>.</param>
/// <param name="logger">Where to.</param>
internal sealed partial class VrrpLog(VrrpConfig config, ILogger logger) : IVrrpObserver
{
    /// <summary>The category of its lines: an area of its own.</summary>
    public const string Category = "Gateway.Vrrp";

    // Replaced whole, read once an event.
    private volatile VrrpConfig _config = config;

    /// <summary>What drains are for.</summary>
    public DrainPurpose Purpose { get; init; } = new();

    /// <summary>Speaks of these virtual routers from now on. BEFORE the engine applies them; of one that is gone it
    /// still tells, without its addresses. Any thread.</summary>
    public void Follow(VrrpConfig next) => _config = next;

    /// <inheritdoc/>
    public void On(in VrrpEvent vrrpEvent)
    {
        var name = vrrpEvent.VirtualRouter;
        var router = _config.VirtualRouters.FirstOrDefault(router => router.Name == name);
        switch (vrrpEvent.Kind)
        {
            case VrrpEventKind.StateChanged:
                StateChanged(name, vrrpEvent.From, vrrpEvent.To, VrrpSentences.Why(vrrpEvent, _config, Purpose),
                    vrrpEvent.Priority, VrrpSentences.Next(vrrpEvent, Addresses(router)));
                break;
            case VrrpEventKind.PriorityChanged:
                PriorityChanged(name, vrrpEvent.PriorityBefore, vrrpEvent.Priority, vrrpEvent.To, PrioritySum.Of(
                    router?.Priority ?? vrrpEvent.Priority, vrrpEvent.PriorityParts, _config.Trackers,
                    vrrpEvent.Priority));
                break;
            case VrrpEventKind.TrackerChanged:
                OnTracker(vrrpEvent);
                break;
            case VrrpEventKind.FaultRaised:
                FaultRaised(name, VrrpSentences.What(vrrpEvent.Fault, _config, name));
                break;
            case VrrpEventKind.FaultCleared:
                FaultCleared(name, VrrpSentences.What(vrrpEvent.Fault, _config, name));
                break;
            default:
                OnRest(vrrpEvent);
                break;
        }
    }

    private static string Addresses(VirtualRouterConfig? router) =>
        string.Join(", ", (router?.Addresses ?? []).Select(own => own.Address));

    private string Destinations(string? name) => string.Join(
        ", ", _config.VirtualRouters.FirstOrDefault(router => router.Name == name)?.Destinations ?? []);

    private void OnTracker(in VrrpEvent word)
    {
        if (word.Detail is not null)
        {
            TrackerSilent(word.Tracker, word.Detail);
        }
        else
        {
            TrackerChanged(word.Tracker, VrrpSentences.Word(word.Demotion));
        }
    }

    private void OnRest(in VrrpEvent vrrpEvent)
    {
        switch (vrrpEvent.Kind)
        {
            case VrrpEventKind.AddressRestored:
                AddressRestored(vrrpEvent.VirtualRouter, vrrpEvent.Address.ToString(), vrrpEvent.Detail);
                break;
            case VrrpEventKind.ForeignAddressRemoved:
                ForeignAddressRemoved(vrrpEvent.Address.ToString(), vrrpEvent.Detail, vrrpEvent.Count);
                break;
            case VrrpEventKind.RivalHeard:
                RivalHeard(vrrpEvent.VirtualRouter, vrrpEvent.Peer.ToString(), vrrpEvent.PeerPriority,
                    Destinations(vrrpEvent.VirtualRouter));
                break;
            case VrrpEventKind.PeerMismatch:
                PeerMismatch(vrrpEvent.VirtualRouter, vrrpEvent.Peer.ToString(), vrrpEvent.Detail,
                    ConsequenceOf(vrrpEvent), vrrpEvent.Count);
                break;
            case VrrpEventKind.PeerMismatchOver:
                PeerMismatchOver(vrrpEvent.VirtualRouter, vrrpEvent.Peer.ToString(), vrrpEvent.Detail);
                break;
            case VrrpEventKind.FirewallSuspected:
                FirewallSuspected(vrrpEvent.VirtualRouter, vrrpEvent.Peer.ToString(), vrrpEvent.PeerPriority,
                    FirewallRule.In(vrrpEvent.Peer.Family));
                break;
            case VrrpEventKind.AddressClaimed:
                OnClaimed(vrrpEvent);
                break;
            case VrrpEventKind.LeftoverRemoved:
                LeftoverRemoved(vrrpEvent.Detail ?? vrrpEvent.Address.ToString());
                break;
            case VrrpEventKind.AdvertisementsDropped:
                OnDropped(vrrpEvent);
                break;
            case VrrpEventKind.KernelRefused:
                KernelRefused(vrrpEvent.VirtualRouter ?? "engine", vrrpEvent.Detail);
                break;
            case VrrpEventKind.RecorderEnded:
                RecorderEnded(vrrpEvent.Detail);
                break;
            case VrrpEventKind.LoopLate:
                LoopLate(vrrpEvent.VirtualRouter, vrrpEvent.Late.ToString(), vrrpEvent.Count,
                    vrrpEvent.Limit.ToString(), vrrpEvent.Detail);
                break;
            case VrrpEventKind.EngineFailed:
                EngineFailed(vrrpEvent.Detail);
                break;
        }
    }

    // Whoever is no peer is another group that has our id, most likely: there is nothing to agree on with it.
    private string ConsequenceOf(in VrrpEvent mismatch)
    {
        var (name, peer) = (mismatch.VirtualRouter, mismatch.Peer);
        return _config.VirtualRouters.FirstOrDefault(router => router.Name == name) is { Peers.IsEmpty: false } router
            && !router.Peers.Contains(peer)
            ? "It is no node of the file, and what it sends is discarded: find that machine, or choose another "
                + $"VirtualRouterId than {router.VirtualRouterId} for all nodes, for two groups may not share one."
            : VrrpSentences.Consequence(mismatch.Drop);
    }

    private void OnClaimed(in VrrpEvent claim)
    {
        if (claim.To == Vrrp.Core.VrrpState.Master)
        {
            RivalOwner(claim.VirtualRouter, claim.Claimant.ToString(), claim.Address.Address.ToString(), claim.Count);
        }
        else
        {
            FirstTakeoverClaimed(claim.VirtualRouter, claim.Claimant.ToString(), claim.Detail);
        }
    }

    private void OnDropped(in VrrpEvent dropped)
    {
        var subject = dropped.VirtualRouter ?? dropped.Detail;
        if (dropped.Drop == DropReason.UnknownVirtualRouter)
        {
            ForeignRouters(subject, dropped.Count);
        }
        else
        {
            Dropped(subject, dropped.Count, VrrpSentences.Why(dropped.Drop));
        }
    }

    [LoggerMessage(1001, LogLevel.Information,
        "{VirtualRouter}: {From} -> {To} because {Why}; priority {Priority}. {Next}")]
    private partial void StateChanged(
        string? virtualRouter, Vrrp.Core.VrrpState from, Vrrp.Core.VrrpState to, string why, byte priority,
        string next);

    [LoggerMessage(1002, LogLevel.Information,
        "{VirtualRouter}: priority {Before} -> {Priority} ({State}): {Sum}. The highest priority becomes Master.")]
    private partial void PriorityChanged(
        string? virtualRouter, byte before, byte priority, Vrrp.Core.VrrpState state, string sum);

    [LoggerMessage(1003, LogLevel.Information, "Tracker {Tracker} {Word}: the priorities that track it change.")]
    private partial void TrackerChanged(string? tracker, string word);

    [LoggerMessage(1004, LogLevel.Warning, "Tracker {Tracker} counts as failed: {Detail}.")]
    private partial void TrackerSilent(string? tracker, string detail);

    [LoggerMessage(1005, LogLevel.Warning, "{VirtualRouter}: fault: {What}.")]
    private partial void FaultRaised(string? virtualRouter, string what);

    [LoggerMessage(1006, LogLevel.Information, "{VirtualRouter}: the fault \"{What}\" is over.")]
    private partial void FaultCleared(string? virtualRouter, string what);

    [LoggerMessage(1007, LogLevel.Warning,
        "{VirtualRouter}: {Address} was gone: {Why}. It is back; this node is still Master.")]
    private partial void AddressRestored(string? virtualRouter, string address, string? why);

    [LoggerMessage(1008, LogLevel.Warning, "Removed {Leftover}, which an earlier process had left behind.")]
    private partial void LeftoverRemoved(string leftover);

    [LoggerMessage(1009, LogLevel.Warning, "{Subject}: discarded {Count} advertisement(s): {Why}.")]
    private partial void Dropped(string? subject, long count, string why);

    [LoggerMessage(1010, LogLevel.Debug, "{Subject}: heard {Count} advertisement(s) of foreign virtual routers.")]
    private partial void ForeignRouters(string? subject, long count);

    [LoggerMessage(1011, LogLevel.Error, "{Subject}: {Detail} The gateway goes on and tries again.")]
    private partial void KernelRefused(string subject, string? detail);

    [LoggerMessage(1013, LogLevel.Warning,
        "Somebody put {Address} on {Interface}. It was removed, for only the Master may have it ({Count} time(s)).")]
    private partial void ForeignAddressRemoved(string address, string? @interface, long count);

    [LoggerMessage(1014, LogLevel.Warning,
        "{VirtualRouter}: {Peer} is Master, too, with the lower priority {Priority}, and does not yield. Does a "
        + "firewall keep our advertisements (protocol 112 to {Destinations}) from it?")]
    private partial void RivalHeard(string? virtualRouter, string peer, byte priority, string destinations);

    [LoggerMessage(1015, LogLevel.Warning,
        "{VirtualRouter}: the peer {Peer} is alive, but {Mismatch}. {Consequence} ({Count} time(s))")]
    private partial void PeerMismatch(
        string? virtualRouter, string peer, string? mismatch, string consequence, long count);

    [LoggerMessage(1021, LogLevel.Information,
        "{VirtualRouter}: the mismatch with the peer {Peer} is over: it {Why}.")]
    private partial void PeerMismatchOver(string? virtualRouter, string peer, string? why);

    [LoggerMessage(1016, LogLevel.Error,
        "{VirtualRouter}: advertisements of {Peer}, priority {Priority}, reach the interface, but a firewall of this "
        + "machine drops them: both may be Master. Let them in: {Rule}")]
    private partial void FirewallSuspected(string? virtualRouter, string peer, byte priority, string rule);

    [LoggerMessage(1017, LogLevel.Warning,
        "{VirtualRouter}: the machine {Mac} says that it has {Address}, too ({Count} time(s)). While this node is "
        + "Master only it may; look for that machine.")]
    private partial void RivalOwner(string? virtualRouter, string mac, string address, long count);

    [LoggerMessage(1018, LogLevel.Warning,
        "{VirtualRouter}: no Master was heard, but the machine {Mac} has a virtual address. This node {Then}. Does a "
        + "firewall keep advertisements away, or is the address in use?")]
    private partial void FirstTakeoverClaimed(string? virtualRouter, string mac, string? then);

    [LoggerMessage(1019, LogLevel.Warning, "Vrrp:Recorder has ended: {Why}. Nothing else changes.")]
    private partial void RecorderEnded(string? why);

    [LoggerMessage(1020, LogLevel.Warning,
        "{VirtualRouter}: this process woke up {Late} late ({Count} time(s)). A Master that is {Limit} late loses its "
        + "addresses: {Why}. Find out what keeps the machine busy, or lengthen AdvertisementInterval.")]
    private partial void LoopLate(string? virtualRouter, string late, long count, string limit, string? why);

    [LoggerMessage(1012, LogLevel.Critical,
        "The VRRP engine failed; the kernel takes the addresses back. The gateway stops. {Detail}")]
    private partial void EngineFailed(string? detail);
}
