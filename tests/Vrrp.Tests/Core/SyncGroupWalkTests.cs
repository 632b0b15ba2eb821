using Gateway.Vrrp.Core;
using Shared;

namespace Vrrp.Tests.Core;

/// <summary>Random inputs for the members of a group: between two inputs all are Master, or none.</summary>
public sealed class SyncGroupWalkTests
{
    private const int Seeds = 200;
    private const int StepsPerSeed = 500;
    private const int Members = 3;

    private static readonly Duration Interval = Duration.FromSeconds(1);

    private readonly EffectBuffer _effects = new();
    private readonly int[] _seen = new int[Enum.GetValues<TransitionReason>().Length];
    private VrrpStateMachine[] _members = [];
    private SyncGroup _group = new([]);
    private Instant _now = new(1_000_000_000);

    [Fact]
    public void Whatever_happens_all_members_are_Master_or_none()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            Begin();
            for (var step = 0; step < StepsPerSeed; step++)
            {
                Step(random);
                var masters = _members.Count(member => member.State == VrrpState.Master);
                Assert.True(masters is 0 or Members, $"Seed {seed}, step {step}: {masters} are Master.");
                Assert.Equal(masters == Members, _group.IsMaster);
            }
        }

        // A walk that never leads there proves nothing about it.
        Assert.All(
            [TransitionReason.SyncGroup, TransitionReason.Drained, TransitionReason.FaultRaised,
                TransitionReason.MasterSilent, TransitionReason.LowerPriorityPreempted, TransitionReason.WokeTooLate],
            reason => Assert.True(_seen[(int)reason] > 100, $"{reason} came {_seen[(int)reason]} times."));
    }

    [Fact]
    public void A_hundred_thousand_steps_of_a_group_allocate_nothing()
    {
        var random = new Random(1);
        Begin();
        for (var step = 0; step < 2_000; step++)
        {
            Step(random);
        }

        var allocated = AllocatedBytes.Least(_ =>
        {
            for (var step = 0; step < 100_000; step++)
            {
                Step(random);
            }
        });

        Assert.Equal(0, allocated);
    }

    private void Begin()
    {
        _members =
        [
            .. Enumerable.Range(0, Members).Select(_ =>
                new VrrpStateMachine(TestMachine.Settings() with { InSyncGroup = true })),
        ];
        _group = new([.. _members]);
        for (var i = 0; i < Members; i++)
        {
            Handle(i, VrrpInput.Startup);
        }
    }

    private void Step(Random random)
    {
        var next = 0;
        for (var i = 1; i < Members; i++)
        {
            next = _members[i].NextTimeout < _members[next].NextTimeout ? i : next;
        }

        if (random.Next(2) == 0 && _members[next].NextTimeout != Instant.Never)
        {
            var late = new Duration(random.Next(100) == 0 ? 8_000_000_000 : 1_000);
            _now = _members[next].NextTimeout + late > _now ? _members[next].NextTimeout + late : _now;
            Handle(next, VrrpInput.Tick);
        }
        else
        {
            Handle(random.Next(Members), Next(random));
        }
    }

    private static VrrpInput Next(Random random)
    {
        var fault = new Fault(FaultKind.TrackerDown, random.Next(2));
        return random.Next(100) switch
        {
            < 2 => VrrpInput.FaultRaised(fault),
            < 16 => VrrpInput.FaultCleared(fault),
            16 => VrrpInput.Leave,
            < 18 => VrrpInput.Drain,
            < 22 => VrrpInput.Undrain,
            < 23 => VrrpInput.Shutdown,
            < 33 => VrrpInput.Startup,
            < 36 => VrrpInput.Advertisement(200, Interval, TestMachine.HigherAddress),
            < 40 => VrrpInput.Advertisement(50, Interval, TestMachine.HigherAddress),
            < 43 => VrrpInput.Advertisement(0, Interval, TestMachine.HigherAddress),
            < 44 => VrrpInput.PriorityChanged((byte)random.Next(90, 110)),
            < 45 => VrrpInput.AddressClaimed,
            _ => VrrpInput.Tick,
        };
    }

    private void Handle(int member, in VrrpInput input)
    {
        Do(member, input);
        for (var i = 0; _group.TryNext(out var next, out var word); i++)
        {
            Assert.True(i < 100);
            Do(next, word);
        }
    }

    private void Do(int member, in VrrpInput input)
    {
        _members[member].Handle(_now, input, _effects);
        for (var i = 0; i < _effects.Count; i++)
        {
            _seen[(int)_effects[i].Transition.Reason]++;
        }

        _effects.Clear();
    }
}
