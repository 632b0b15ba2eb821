using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

public sealed class LostPreemptionTests
{
    private static readonly Duration Interval = Duration.FromSeconds(1);
    private static readonly Instant Start = new(1_000_000_000);

    private readonly EffectBuffer _effects = new();
    private readonly VrrpStateMachine _machine = new(TestMachine.Settings(priority: 200));

    [Theory]
    [InlineData(140, VrrpState.Backup)]
    [InlineData(150, VrrpState.Backup)]
    [InlineData(151, VrrpState.Master)]
    public void Backup_whose_priority_falls_does_not_preempt_a_master_that_is_as_good(byte priority, VrrpState expected)
    {
        var master = VrrpInput.Advertisement(150, Interval, IpAddr.Parse("192.168.10.12"));
        Handle(Start, VrrpInput.Startup);
        // The last one that is discarded; the next would come behind the takeover.
        Handle(Start + Duration.FromMilliseconds(2900), master);

        Handle(Start + Duration.FromMilliseconds(3000), VrrpInput.PriorityChanged(priority));
        Handle(Start + Duration.FromMilliseconds(3800), VrrpInput.Tick);

        Assert.Equal(expected, _machine.State);
    }

    private void Handle(Instant now, in VrrpInput input)
    {
        _effects.Clear();
        _machine.Handle(now, input, _effects);
    }
}
