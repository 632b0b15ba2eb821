using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

// From the configuration to what works by it, at the start and when it changes.
internal sealed partial class VirtualRouter
{
    /// <summary>Works by another configuration of the same virtual router from now on. It keeps its state: a Master
    /// adds and removes addresses and tells the segment.</summary>
    /// <param name="now">When it is.</param>
    /// <param name="config">The same interface, family, id and version.</param>
    /// <param name="words">What the trackers of the new configuration say.</param>
    /// <param name="inSyncGroup">Whether a group will decide with it.</param>
    /// <param name="inherited">What others of this machine that are Master own from now on; null for nothing.</param>
    public void Retune(
        Instant now, VirtualRouterConfig config, TrackerTable words, bool inSyncGroup,
        ImmutableHashSet<OwnedAddress>? inherited = null)
    {
        RemoveAddressesNotIn(config, inherited ?? []);
        var before = _machine.Priority;
        _config = config;
        _ledger = new PriorityLedger(config.Priority, config.Track);
        foreach (var tracked in config.Track)
        {
            _ledger.Set(tracked.Tracker, words[tracked.Tracker]);
        }

        _executor = new EffectExecutor(config, _port, _events, _executor);
        var (source, onLink) = (_rules.OwnSource, _rules.OnLink);
        _rules = RulesOf(config);
        (_rules.OwnSource, _rules.OnLink) = (source, onLink);
        _replays = ReplayGuardOf(config, _replays);
        var settings = SettingsOf(config, _ledger.Effective, inSyncGroup);
        _machine.Retune(now, settings, _effects);
        _recorder?.Record(_recorded, now, settings, _effects);
        Carry(now, wasMaster: _machine.State == VrrpState.Master);
        if (_machine.Priority != before)
        {
            PublishPriority(now, before);
        }

        FollowVitalTrackers(now, words);
        ForgetFormerGroup(now);
    }

    private static VrrpMachineSettings SettingsOf(VirtualRouterConfig config, byte priority, bool inSyncGroup) => new()
    {
        Priority = priority,
        AdvertisementInterval = config.AdvertisementInterval,
        Preempt = config.Preempt,
        Version = config.Version,
        PreemptDelay = config.PreemptDelay,
        RecoveryHold = config.RecoveryHold,
        StartupDelay = config.StartupDelay,
        Announcements = config.Announcements,
        HasPeers = config.HasPeers,
        ProbeBeforeFirstTakeover = config.ProbeBeforeFirstTakeover,
        InSyncGroup = inSyncGroup,
    };

    private static AdvertisementRules RulesOf(VirtualRouterConfig config) => new()
    {
        Version = config.Version,
        Interval = config.AdvertisementInterval,
        Peers = config.Peers,
        Authentication = config.Authentication,
    };

    // What was heard before is refused behind a reload, too.
    private static HmacReplayGuard? ReplayGuardOf(VirtualRouterConfig config, HmacReplayGuard? former)
    {
        if (config.Authentication is not HmacAuthentication hmac)
        {
            return null;
        }

        var guard = former ?? new HmacReplayGuard(hmac.Window);
        guard.Window = hmac.Window;
        return guard;
    }

    private void RemoveAddressesNotIn(VirtualRouterConfig config, ImmutableHashSet<OwnedAddress> inherited)
    {
        if (_machine.State != VrrpState.Master)
        {
            return;
        }

        OwnedAddress[] leaving = [.. _config.Owned.Except(config.Owned).Except(inherited)];
        _port.AbortConnections([.. leaving.Select(own => own.Prefix.Address)]);
        foreach (var own in leaving)
        {
            _ = _port.TryRemove(own, out _);
        }
    }

    // Trackers have other indices now. What is new BEFORE what is over: the set must not be empty in between.
    private void FollowVitalTrackers(Instant now, TrackerTable words)
    {
        var down = _config.Track
            .Where(tracked => tracked.Weight == 0 && words[tracked.Tracker].IsFull)
            .Select(tracked => new Fault(FaultKind.TrackerDown, tracked.Tracker)).ToList();
        foreach (var fault in down)
        {
            Raise(now, fault);
        }

        foreach (var fault in _machine.Faults.ToImmutableArray())
        {
            if (fault.Kind == FaultKind.TrackerDown && !down.Contains(fault))
            {
                Clear(now, fault);
            }
        }
    }

    // Its group may be another now, with other places, or none. AFTER the new one has spoken: the set must not be empty
    // in between.
    private void ForgetFormerGroup(Instant now)
    {
        foreach (var fault in _machine.Faults.ToImmutableArray())
        {
            if (fault.Kind == FaultKind.GroupMemberDown && Group?.IsDown(this, fault.Subject) != true)
            {
                Clear(now, fault);
            }
        }
    }
}
