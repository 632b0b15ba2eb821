using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

public sealed class RefusedTakeoverTests
{
    private static readonly Fault AddressRefused = new(FaultKind.AddressRefused);
    private static readonly Instant Start = new(1_000_000_000);

    private readonly EffectBuffer _effects = new();
    private readonly VrrpStateMachine _machine = new(TestMachine.Settings(priority: 200));

    private Effect[] Effects => [.. Enumerable.Range(0, _effects.Count).Select(index => _effects[index])];

    [Fact]
    public void Refused_takeover_goes_from_backup_to_fault_without_a_farewell()
    {
        Handle(Start, VrrpInput.Startup);
        Handle(_machine.NextTimeout, VrrpInput.Tick);
        var takeover = Assert.Single(Effects, effect => effect.Kind == EffectKind.ReportTransition).Transition;

        Handle(Start + Duration.FromSeconds(4), VrrpInput.FaultRaised(AddressRefused));

        Assert.Equal(VrrpState.Master, takeover.To);
        Assert.Equal(
            [EffectKind.RemoveAddresses, EffectKind.ReportTransition], Effects.Select(effect => effect.Kind));
        Assert.Equal(
            new(VrrpState.Backup, VrrpState.Fault, TransitionReason.FaultRaised, default, 0), _effects[1].Transition);
    }

    [Fact]
    public void An_owner_that_is_refused_again_stays_in_fault_without_a_word()
    {
        Handle(Start, VrrpInput.PriorityChanged(255));
        Handle(Start, VrrpInput.Startup);
        Handle(Start, VrrpInput.FaultRaised(AddressRefused));
        Handle(Start + Duration.FromSeconds(5), VrrpInput.FaultCleared(AddressRefused));

        Handle(Start + Duration.FromSeconds(5), VrrpInput.FaultRaised(AddressRefused));

        Assert.Equal([EffectKind.RemoveAddresses], Effects.Select(effect => effect.Kind));
        Assert.Equal(VrrpState.Fault, _machine.State);
        Assert.Equal(TransitionReason.FaultRaised, _machine.Reason);
        Assert.Equal(Instant.Never, _machine.NextTimeout);
    }

    [Fact]
    public void An_owner_whose_takeover_was_refused_has_not_been_master_and_asks_when_it_is_drained()
    {
        var test = new TestMachine(
            TestMachine.Settings(priority: 255) with { ProbeBeforeFirstTakeover = true });
        test.Handle(VrrpInput.Startup);
        test.Handle(VrrpInput.FaultRaised(AddressRefused));
        test.Handle(VrrpInput.Drain);
        test.Handle(VrrpInput.FaultCleared(AddressRefused));

        test.WaitForDeadline();

        Assert.Equal([EffectKind.ProbeAddresses], test.Kinds);
    }

    [Fact]
    public void Refused_renewal_of_a_master_says_farewell()
    {
        Handle(Start, VrrpInput.Startup);
        Handle(_machine.NextTimeout, VrrpInput.Tick);
        Handle(_machine.NextTimeout, VrrpInput.Tick);

        Handle(Start + Duration.FromSeconds(5), VrrpInput.FaultRaised(AddressRefused));

        Assert.Equal(
            [EffectKind.SendAdvertisement, EffectKind.RemoveAddresses, EffectKind.ReportTransition],
            Effects.Select(effect => effect.Kind));
        Assert.Equal(VrrpState.Master, _effects[2].Transition.From);
    }

    private void Handle(Instant now, in VrrpInput input)
    {
        _effects.Clear();
        _machine.Handle(now, input, _effects);
    }
}
