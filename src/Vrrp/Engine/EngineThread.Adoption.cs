using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

// From one process to the next on the same machine: how the addresses stay.
internal sealed partial class EngineThread
{
    // A check says its first word after one run. Until then a restart must not look like a failure: the priority would
    // fall, and the addresses move.
    private static readonly Duration BenefitOfTheDoubt = Duration.FromSeconds(5);

    private ImmutableArray<Adoption> _adoptions = [];

    // What was fit for adoption a moment ago may not be any more: its interface is down, or time has passed.
    private void StartRouters(Instant now)
    {
        var fit = Adoption.WholeGroups(_config, [.. _adoptions.Where(adoption => IsFit(now, adoption))])
            .Select(adoption => adoption.Name).ToHashSet();
        foreach (var unfit in _adoptions.Where(adoption => !fit.Contains(adoption.Name)))
        {
            RouterOf(unfit).Disown(now);
        }

        _adoptions = [];
        TrustTrackers(now, fit);
        foreach (var router in _routers)
        {
            if (fit.Contains(router.Config.Name))
            {
                // Without the group, which is made anew of members that are all Master.
                router.Group = null;
                router.Adopt(now);
            }
            else
            {
                router.Start(now);
            }
        }

        Regroup(anew: fit.Count > 0);
        foreach (var router in _routers)
        {
            // The kernel may have refused one of the members.
            router.Group?.Settle(now);
        }
    }

    private bool IsFit(Instant now, Adoption adoption) =>
        now < adoption.Until && RouterOf(adoption).Machine.Faults.IsEmpty;

    private VirtualRouter RouterOf(Adoption adoption) =>
        _routers.Find(router => router.Config.Name == adoption.Name)!;

    // The word on interfaces is the kernel's, and has been said.
    private void TrustTrackers(Instant now, HashSet<string> adopting)
    {
        var unspoken = _routers.Where(router => adopting.Contains(router.Config.Name))
            .SelectMany(router => router.Config.Track.Select(tracked => tracked.Tracker)).Distinct()
            .Where(tracker => _trackers[tracker].IsFull
                && InterfaceTracker.InterfaceOf(_config.Trackers[tracker]) is null);
        foreach (var tracker in unspoken)
        {
            _ = _trackers.Set(now, tracker, Demotion.None, BenefitOfTheDoubt);
            foreach (var router in _routers)
            {
                router.Trust(now, tracker);
            }
        }
    }

    private void KeepAddresses(Instant now)
    {
        foreach (var router in _routers)
        {
            router.Keep(now);
        }

        _stopAt = now;
    }
}
