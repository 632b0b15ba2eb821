using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

public sealed class ShortestPatienceTests
{
    [Theory]
    [InlineData(3003, VrrpState.Master)]
    [InlineData(3004, VrrpState.Backup)]
    public void Master_steps_down_when_the_most_impatient_backup_may_have_taken_over(int asleep, VrrpState expected)
    {
        var effects = new EffectBuffer();
        var machine = new VrrpStateMachine(TestMachine.Settings());
        machine.Handle(new(1_000_000_000), VrrpInput.Startup, effects);
        effects.Clear();
        var takeover = machine.NextTimeout;
        machine.Handle(takeover, VrrpInput.Tick, effects);
        effects.Clear();

        machine.Handle(takeover + Duration.FromMilliseconds(asleep), VrrpInput.Tick, effects);

        Assert.Equal(expected, machine.State);
    }
}
