using System.Collections.Immutable;
using Gateway.Forecast;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Tests.Forecast;

/// <summary>What is foretold is what the engine's state machines do, in contests of all kinds, at any moment within an
/// interval.</summary>
public sealed class RehearsalTests
{
    private const int Contests = 60;

    private static readonly int[] Intervals = [50, 100, 1000, 2400, 5000];
    private static readonly int[] Delays = [0, 0, 500, 2000];
    private static readonly int[] Weights = [0, -1, -20, -60, -253, 20, 60];

    public static TheoryData<int> Seeds => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_foretold_is_what_the_machines_do(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Contests; i++)
        {
            var contest = Invent(random);
            var phase = Duration.FromMilliseconds(random.Next(5000));
            try
            {
                Rehearse(contest, phase);
            }
            catch (Exception wrong)
            {
                throw new InvalidOperationException($"seed {seed}, contest {i}: {Describe(contest)}", wrong);
            }
        }
    }

    private static void Rehearse(Contest contest, Duration phase)
    {
        var well = contest.Stand();
        var master = Election.Winner(well)!;
        Assert.Equal(master.Node, Begin(contest, phase).Owner);

        foreach (var tracker in contest.Weights.Select(weight => weight.Tracker).Distinct())
        {
            foreach (var node in well)
            {
                RehearseTracker(contest, phase, master.Node, node.Node, tracker);
            }
        }

        var heir = Election.Winner(well.Where(one => one.Node != master.Node))!;
        RehearseLeaving(contest, phase, master.Node, heir);
        RehearseReturn(contest, phase, master, heir);
    }

    private static void RehearseTracker(Contest contest, Duration phase, string master, string node, int tracker)
    {
        var standings = contest.Stand(tracker, node);
        var next = Election.Next(master, standings, contest.Preempt);
        var rehearsal = Begin(contest, phase);

        rehearsal.Fail(node, tracker);
        rehearsal.Run(LongEnough(contest));

        Assert.Equal(next?.Node, rehearsal.Owner);
        if (next is null || next.Node == master)
        {
            return;
        }

        var times = new TakeoverTimes(contest, next.Priority);
        if (standings.First(one => one.Node == master).IsFaulty)
        {
            Assert.Equal(times.Skew, rehearsal.OwnedSince);
        }
        else
        {
            AssertBetween(rehearsal.OwnedSince, Duration.Zero, times.Preemption);
            Assert.Equal(Duration.Zero, rehearsal.Dark);
        }
    }

    private static void RehearseLeaving(Contest contest, Duration phase, string master, Standing heir)
    {
        var times = new TakeoverTimes(contest, heir.Priority);

        var crashed = Begin(contest, phase);
        crashed.Crash(master, withFarewell: true);
        crashed.Run(LongEnough(contest));
        Assert.Equal((heir.Node, times.Skew), (crashed.Owner, crashed.OwnedSince));

        var frozen = Begin(contest, phase);
        frozen.Crash(master, withFarewell: false);
        frozen.Run(LongEnough(contest));
        Assert.Equal(heir.Node, frozen.Owner);
        AssertBetween(frozen.OwnedSince, times.ShortestSilence, times.LongestSilence);

        foreach (var link in contest.Routers.Select(router => router.Interface).Distinct())
        {
            var cut = Begin(contest, phase);
            cut.Cut(master, link);
            cut.Run(LongEnough(contest));
            Assert.Equal(heir.Node, cut.Owner);
            AssertBetween(cut.OwnedSince, Duration.Zero, times.LinkLoss(link));
        }

        var drained = Begin(contest, phase);
        drained.Drain(master);
        drained.Run(LongEnough(contest));
        Assert.Equal(heir.Node, drained.Owner);
        var linger = Duration.FromMilliseconds(50);
        AssertBetween(drained.OwnedSince, Duration.Zero,
            linger + (times.IsDrainPreempted ? times.Preemption : times.DrainToTheEnd));
        AssertBetween(drained.Dark, Duration.Zero,
            times.IsDrainPreempted || times.GapBehindDrain < Duration.Zero ? Duration.Zero : times.GapBehindDrain);
    }

    private static void RehearseReturn(Contest contest, Duration phase, Standing master, Standing heir)
    {
        var rehearsal = Begin(contest, phase);
        rehearsal.Crash(master.Node, withFarewell: false);
        rehearsal.Run(LongEnough(contest));
        rehearsal.Mark();

        rehearsal.Start(master.Node);
        rehearsal.Run(LongEnough(contest));

        var next = Election.Next(heir.Node, contest.Stand(), contest.Preempt)!;
        Assert.Equal(next.Node, rehearsal.Owner);
        if (next.Node == master.Node)
        {
            AssertBetween(rehearsal.OwnedSince, Duration.Zero, new TakeoverTimes(contest, master.Priority).Return);
            Assert.Equal(Duration.Zero, rehearsal.Dark);
        }
    }

    // A drain ends after five intervals and two skews, and nobody is more patient than four intervals and two delays.
    private static Duration LongEnough(Contest contest) => Duration.FromSeconds(5)
        + contest.Routers.Select(router => router.AdvertisementInterval).Max() * 10;

    private static void AssertBetween(Duration actual, Duration low, Duration high) =>
        Assert.True(actual >= low && actual <= high, $"{actual} is not between {low} and {high}");

    private static Rehearsal Begin(Contest contest, Duration phase)
    {
        var rehearsal = new Rehearsal(contest);
        rehearsal.Run(LongEnough(contest) + phase);
        rehearsal.Mark();
        return rehearsal;
    }

    private static Contest Invent(Random random)
    {
        var isEqual = random.Next(5) == 0;
        ImmutableArray<Contender> contenders =
        [
            .. Enumerable.Range(0, random.Next(2, 4)).Select(i => new Contender(
                $"edge-{(char)('a' + i)}", (byte)(isEqual ? 100 : random.Next(1, 255)), IpAddr.Parse($"10.0.0.{i + 2}"), "")),
        ];
        ImmutableArray<TrackedWeight> common = [new(0, Weights[random.Next(1, Weights.Length)])];
        var template = new VirtualRouterConfig
        {
            Name = "one",
            Interface = "eth0",
            VirtualRouterId = 1,
            Priority = contenders[0].Priority,
            Contenders = contenders,
            Addresses = [new(IpAddr.Parse("10.0.0.1"), 24)],
            AdvertisementInterval = Pick(random, Intervals),
            Preempt = random.Next(4) > 0,
            PreemptDelay = Pick(random, Delays),
            RecoveryHold = Pick(random, Delays),
            Track = [.. common, new(1, random.Next(2) == 0 ? 0 : common[0].Weight)],
        };
        var isGroup = random.Next(2) == 0;
        VirtualRouterConfig[] routers = isGroup
            ? [template, Another(template, Pick(random, Intervals))]
            : [template];
        return new(isGroup ? "both" : "one", [.. routers], ["common", "vital"]);
    }

    // A tracker of weight 0 may be one member's alone.
    private static VirtualRouterConfig Another(VirtualRouterConfig first, Duration interval) => first with
    {
        Name = "two",
        Interface = "eth1",
        AdvertisementInterval = interval,
        Track = [.. first.Track.Where(weight => weight.Weight != 0)],
    };

    private static Duration Pick(Random random, int[] milliseconds) =>
        Duration.FromMilliseconds(milliseconds[random.Next(milliseconds.Length)]);

    private static string Describe(Contest contest) =>
        $"{string.Join(", ", contest.Contenders)} {string.Join(", ", contest.Weights)} "
        + string.Join(", ", contest.Routers.Select(router =>
            $"{router.AdvertisementInterval} {router.Preempt} {router.PreemptDelay} {router.RecoveryHold}"));
}
