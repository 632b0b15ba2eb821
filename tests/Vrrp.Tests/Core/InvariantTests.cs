using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>What must be true between two inputs, and what happens when it is not.</summary>
public sealed class InvariantTests
{
    private static readonly Fault SomeFault = new(FaultKind.CarrierLost);

    [Theory]
    [InlineData(VrrpState.Initialize, new VrrpTimer[0], false)]
    [InlineData(VrrpState.Initialize, new VrrpTimer[0], true)]
    [InlineData(VrrpState.Fault, new VrrpTimer[0], true)]
    [InlineData(VrrpState.Backup, new[] { VrrpTimer.MasterDown }, false)]
    [InlineData(VrrpState.Master, new[] { VrrpTimer.Advertisement }, false)]
    [InlineData(VrrpState.Master, new[] { VrrpTimer.Advertisement, VrrpTimer.Announcement }, false)]
    public void Holds(VrrpState state, VrrpTimer[] running, bool faulty) =>
        Assert.True(Invariant.Holds(state, Timers(running), Faults(faulty)));

    [Theory]
    [InlineData(VrrpState.Initialize, new[] { VrrpTimer.MasterDown }, false)]
    [InlineData(VrrpState.Initialize, new[] { VrrpTimer.Advertisement }, false)]
    [InlineData(VrrpState.Fault, new VrrpTimer[0], false)]
    [InlineData(VrrpState.Fault, new[] { VrrpTimer.Announcement }, true)]
    [InlineData(VrrpState.Backup, new VrrpTimer[0], false)]
    [InlineData(VrrpState.Backup, new[] { VrrpTimer.MasterDown }, true)]
    [InlineData(VrrpState.Backup, new[] { VrrpTimer.MasterDown, VrrpTimer.Advertisement }, false)]
    [InlineData(VrrpState.Backup, new[] { VrrpTimer.MasterDown, VrrpTimer.Announcement }, false)]
    [InlineData(VrrpState.Master, new VrrpTimer[0], false)]
    [InlineData(VrrpState.Master, new[] { VrrpTimer.Advertisement }, true)]
    [InlineData(VrrpState.Master, new[] { VrrpTimer.Advertisement, VrrpTimer.MasterDown }, false)]
    [InlineData((VrrpState)9, new VrrpTimer[0], false)]
    public void Does_not_hold(VrrpState state, VrrpTimer[] running, bool faulty) =>
        Assert.False(Invariant.Holds(state, Timers(running), Faults(faulty)));

    [Fact]
    public void A_Master_whose_invariant_breaks_resigns_and_goes_to_Fault_for_good()
    {
        var test = TestMachine.Master();
        // Behind the machine's back: a Master with a fault cannot be.
        test.Machine.Faults.Add(SomeFault);

        test.Handle(VrrpInput.Tick);

        Assert.Equal([0], test.Advertised);
        Assert.Contains(EffectKind.RemoveAddresses, test.Kinds);
        Assert.Equal(VrrpState.Fault, test.State);
        test.Handle(VrrpInput.FaultCleared(SomeFault));
        Assert.Equal(VrrpState.Fault, test.State);
        Assert.Equal([new Fault(FaultKind.InvariantBroken)], test.Machine.Faults.ToImmutableArray());
    }

    private static TimerTable Timers(VrrpTimer[] running)
    {
        var timers = new TimerTable();
        foreach (var timer in running)
        {
            timers.Start(timer, new(1));
        }

        return timers;
    }

    private static FaultSet Faults(bool faulty)
    {
        var faults = new FaultSet();
        if (faulty)
        {
            faults.Add(SomeFault);
        }

        return faults;
    }
}
