using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>Whatever happens in whatever order, the machine stays in one piece and allocates nothing.</summary>
public sealed class RandomWalkTests
{
    private const int Steps = 100_000;
    private static readonly Fault[] Faults =
        [new(FaultKind.CarrierLost), new(FaultKind.TrackerDown, 1), new(FaultKind.TrackerDown, 2)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_invariant_breaks_and_every_transition_has_a_reason_and_an_allowed_edge(int seed)
    {
        var random = new Random(seed);
        var (machine, effects, now) = NewMachine();
        for (var step = 0; step < Steps; step++)
        {
            Step(machine, effects, random, ref now);
            Assert.False(machine.Faults.Contains(new(FaultKind.InvariantBroken)), $"seed {seed}, step {step}");
            for (var i = 0; i < effects.Count; i++)
            {
                if (effects[i].Kind == EffectKind.ReportTransition)
                {
                    var transition = effects[i].Transition;
                    Assert.True(IsAllowed(transition), $"seed {seed}, step {step}: {transition}");
                }
            }

            effects.Clear();
        }
    }

    [Fact]
    public void A_hundred_thousand_steps_allocate_nothing()
    {
        var random = new Random(4);
        var (machine, effects, now) = NewMachine();
        Walk(machine, effects, random, ref now);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Walk(machine, effects, random, ref now);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Effects_that_were_not_drained_are_refused()
    {
        var (machine, effects, now) = NewMachine();
        machine.Handle(now, VrrpInput.Startup, effects);

        Assert.Throws<InvalidOperationException>(() => machine.Handle(now, VrrpInput.Tick, effects));
    }

    private static void Walk(VrrpStateMachine machine, EffectBuffer effects, Random random, ref Instant now)
    {
        for (var step = 0; step < Steps; step++)
        {
            Step(machine, effects, random, ref now);
            effects.Clear();
        }
    }

    private static (VrrpStateMachine Machine, EffectBuffer Effects, Instant Now) NewMachine()
    {
        var machine = new VrrpStateMachine(new() { Priority = 100, AdvertisementInterval = Machine.Interval });
        return (machine, new EffectBuffer(), new Instant(0));
    }

    private static void Step(VrrpStateMachine machine, EffectBuffer effects, Random random, ref Instant now)
    {
        // Mostly on time, sometimes early, rarely very late.
        now = random.Next(10) switch
        {
            < 6 when machine.NextTimeout != Instant.Never && machine.NextTimeout > now => machine.NextTimeout,
            9 => now + Duration.FromMilliseconds(random.Next(8000)),
            _ => now + Duration.FromMilliseconds(random.Next(200)),
        };
        machine.Handle(now, Input(random), effects);
    }

    private static VrrpInput Input(Random random) => random.Next(40) switch
    {
        0 => VrrpInput.Startup,
        1 when random.Next(5) == 0 => VrrpInput.Shutdown,
        2 => VrrpInput.PriorityChanged((byte)random.Next(1, 255)),
        3 => VrrpInput.FaultRaised(Faults[random.Next(Faults.Length)]),
        4 or 5 or 6 => VrrpInput.FaultCleared(Faults[random.Next(Faults.Length)]),
        7 => VrrpInput.AddressLost,
        8 => VrrpInput.SourceAddress(Machine.Own),
        < 20 => VrrpInput.Advertisement(
            (byte)random.Next(256), Duration.FromMilliseconds(random.Next(1, 400) * 10),
            random.Next(2) == 0 ? Machine.Lower : Machine.Higher),
        _ => VrrpInput.Tick,
    };

    private static bool IsAllowed(Transition transition) => transition.Reason != TransitionReason.None
        && (transition.From, transition.To) switch
        {
            (VrrpState.Initialize, VrrpState.Backup or VrrpState.Fault or VrrpState.Master) => true,
            (VrrpState.Backup, VrrpState.Master or VrrpState.Fault or VrrpState.Initialize) => true,
            (VrrpState.Master, VrrpState.Backup or VrrpState.Fault or VrrpState.Initialize) => true,
            (VrrpState.Fault, VrrpState.Backup or VrrpState.Master or VrrpState.Initialize) => true,
            _ => false,
        };
}
