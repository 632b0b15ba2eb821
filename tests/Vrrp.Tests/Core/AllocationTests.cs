using Gateway.Vrrp.Core;
using Shared;

namespace Vrrp.Tests.Core;

public sealed class AllocationTests
{
    private const int Steps = 100_000;

    [Fact]
    public void A_hundred_thousand_steps_allocate_nothing()
    {
        var machine = new VrrpStateMachine(new() { Priority = 100, AdvertisementInterval = Duration.FromSeconds(1) });
        var effects = new EffectBuffer();
        var now = new Instant(0);
        machine.Handle(now, VrrpInput.Startup, effects);
        effects.Clear();
        Walk(machine, effects, ref now, 2_000);
        var transitions = 0;

        var allocated = AllocatedBytes.Least(_ => transitions = Walk(machine, effects, ref now, Steps));

        Assert.Equal(0, allocated);
        Assert.True(transitions > 1_000, $"Only {transitions} transitions: the walk is too tame.");
    }

    // Ticks, elections lost and won, faults, a lost address, a priority: every input kind but the end.
    private static int Walk(VrrpStateMachine machine, EffectBuffer effects, ref Instant now, int steps)
    {
        var transitions = 0;
        var higher = TestMachine.HigherAddress;
        var interval = Duration.FromSeconds(1);
        for (var i = 0; i < steps; i++)
        {
            now = machine.NextTimeout != Instant.Never && machine.NextTimeout > now ? machine.NextTimeout : now;
            var input = (i % 31) switch
            {
                20 => VrrpInput.Advertisement(200, interval, higher),
                21 => VrrpInput.Advertisement(0, interval, higher),
                25 => VrrpInput.Advertisement(1, interval, higher),
                4 => VrrpInput.AddressClaimed,
                16 => VrrpInput.Drain,
                19 => VrrpInput.Undrain,
                26 => VrrpInput.AddressLost,
                27 => VrrpInput.PriorityChanged((byte)(100 + i % 2)),
                28 => VrrpInput.FaultRaised(new Fault(FaultKind.TrackerDown, i % 3)),
                29 => VrrpInput.FaultCleared(new Fault(FaultKind.TrackerDown, (i - 1) % 3)),
                30 => VrrpInput.SourceAddress(TestMachine.OwnAddress),
                _ => VrrpInput.Tick,
            };
            machine.Handle(now, input, effects);
            for (var effect = 0; effect < effects.Count; effect++)
            {
                transitions += effects[effect].Kind == EffectKind.ReportTransition ? 1 : 0;
            }

            effects.Clear();
        }

        return transitions;
    }
}
