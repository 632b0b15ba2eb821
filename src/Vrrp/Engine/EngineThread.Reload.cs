using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

// Another configuration on the running engine. This turn may allocate: nothing is ever due so soon.
internal sealed partial class EngineThread
{
    private void Apply(Instant now, VrrpConfig config, ImmutableArray<TrackerWord> news)
    {
        var diff = ConfigDiff.Between(_config, config);
        var changes = diff.Routers.ToDictionary(change => change.Name);
        var running = _routers.ToDictionary(router => router.Config.Name);
        var inherited = diff.OwnedBy(_routers.Where(router => router.State == VrrpState.Master)
            .Select(router => router.Config.Name).ToHashSet());
        foreach (var router in _routers.ToArray())
        {
            if (changes[router.Config.Name].Kind is RouterChangeKind.Removed or RouterChangeKind.Replaced)
            {
                Drop(now, router, inherited);
                running.Remove(router.Config.Name);
            }
        }

        _trackers = WordsFor(now, config, news);
        _config = config;
        _sockets.Aborts.Follow(config);
        _alarm.Watch(config.VirtualRouters, _isRealTime);
        _routers.Clear();
        List<VirtualRouter> started = [];
        foreach (var router in config.VirtualRouters)
        {
            if (running.TryGetValue(router.Name, out var kept))
            {
                _routers.Add(kept);
            }
            else
            {
                AddRouter(router);
                started.Add(_routers[^1]);
            }
        }

        CloseUnused();
        AddTaps();
        Regroup(diff.AreSyncGroupsChanged || started.Count > 0);
        foreach (var (name, router) in running)
        {
            router.Retune(now, changes[name].New!, _trackers, InGroup(changes[name].New!), inherited);
        }

        FollowInterfacesAnew(now);
        foreach (var router in started)
        {
            TellKnownWords(now, router);
            // BEFORE it starts: what an operator has taken out stays out, also under another name.
            if (_isDraining)
            {
                router.Drain(now);
            }

            router.Start(now);
        }

        _isSnapshotStale = true;
    }

    // Words that were said before it came are news to nobody else, and would never reach it.
    private void TellKnownWords(Instant now, VirtualRouter router)
    {
        foreach (var tracked in router.Config.Track)
        {
            if (!_trackers[tracked.Tracker].IsFull)
            {
                router.Trust(now, tracked.Tracker, _trackers[tracked.Tracker]);
            }
        }
    }

    private void Drop(Instant now, VirtualRouter router, ImmutableHashSet<OwnedAddress> inherited)
    {
        router.Stop(now, inherited);
        SegmentOf(router.Config).Remove(router);
        RemoveVirtualMacs(now, port => port.Router == router.Config.Name);
    }

    // Words stay with their names. The kernel's on an interface is there BEFORE a virtual router asks for it: one that
    // is well must not count as failed for a moment. What nobody has spoken of yet is down.
    private TrackerTable WordsFor(Instant now, VrrpConfig config, ImmutableArray<TrackerWord> news)
    {
        var words = new TrackerTable(config.Trackers.Length);
        foreach (var (tracker, word, validFor) in news)
        {
            _ = words.Set(now, tracker, word, Duration.FromTimeSpan(validFor));
        }

        for (var i = 0; i < config.Trackers.Length; i++)
        {
            var old = _config.Trackers.IndexOf(config.Trackers[i]);
            if (old >= 0)
            {
                words.Copy(i, _trackers, old);
            }
            else if (InterfaceTracker.InterfaceOf(config.Trackers[i]) is { } name)
            {
                _ = words.Set(now, i, Demotion.Of(_sockets.Interfaces[name].IsUsable), ForEver);
            }
        }

        return words;
    }

    private void CloseUnused()
    {
        foreach (var segment in _segments.Where(segment => segment.Routers.Count == 0).ToArray())
        {
            Detach(segment);
            segment.Dispose();
            _segments.Remove(segment);
        }

        var segments = _config.VirtualRouters.SelectMany(router => router.Segments).ToHashSet();
        foreach (var taps in _taps.Where(taps => !segments.Contains(taps.InterfaceName)).ToArray())
        {
            DetachUnless(taps, stays: false);
            _taps.Remove(taps);
        }
    }

    private void Regroup(bool anew)
    {
        if (anew)
        {
            foreach (var router in _routers)
            {
                router.Group = null;
            }

            BuildGroups();
        }
    }

    // New segments open their sockets, and new routers hear of the links that they stand on.
    private void FollowInterfacesAnew(Instant now)
    {
        _resyncAt = now;
        FollowInterfaces(now);
    }
}
