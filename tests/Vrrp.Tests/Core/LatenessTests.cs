using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A Master that slept past everybody's patience must not act as one: another may own the addresses.</summary>
public sealed class LatenessTests
{
    private static readonly Duration MasterDownInterval = Timing.MasterDownInterval(100, Duration.FromSeconds(1));

    // What the most impatient Backup waits, with priority 255.
    private static readonly Duration Patience = Timing.MasterDownInterval(255, Duration.FromSeconds(1));

    public static TheoryData<VrrpInputKind> Kinds => [.. Enum.GetValues<VrrpInputKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Master_that_woke_too_late_steps_down_before_anything_else(VrrpInputKind kind)
    {
        var test = TestMachine.Master();
        test.Sleep(Patience + new Duration(1));

        test.Handle(Input(kind));

        Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds.Take(2));
        Assert.Equal(new(VrrpState.Master, VrrpState.Backup, TransitionReason.WokeTooLate, default, 0),
            test.Effects[1].Transition);
        Assert.Empty(test.Advertised);
        Assert.DoesNotContain(EffectKind.AddAddresses, test.Kinds);
        Assert.DoesNotContain(EffectKind.RenewAddresses, test.Kinds);
        Assert.DoesNotContain(EffectKind.Announce, test.Kinds);
        Assert.Equal(StateAfter(kind), test.State);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Master_that_woke_just_in_time_goes_on(VrrpInputKind kind)
    {
        var test = TestMachine.Master();
        test.Sleep(Patience);

        test.Handle(Input(kind));

        Assert.DoesNotContain(TransitionReason.WokeTooLate, test.Effects.Select(effect => effect.Transition.Reason));
    }

    [Fact]
    public void After_stepping_down_it_listens_for_a_whole_master_down_interval()
    {
        var test = TestMachine.Master();
        test.Sleep(Duration.FromSeconds(3600));

        test.Handle(VrrpInput.Tick);

        Assert.Equal(MasterDownInterval, test.Left);
        test.WaitForDeadline();
        Assert.Equal(TransitionReason.MasterSilent, test.Transition.Reason);
    }

    [Fact]
    public void An_answer_to_a_lower_priority_counts_as_an_advertisement()
    {
        var test = TestMachine.Master();
        test.Sleep(Duration.FromSeconds(3));
        test.Hear(1, TestMachine.LowerAddress);
        test.Sleep(Duration.FromSeconds(3));

        test.Handle(VrrpInput.Tick);

        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void A_backup_that_sleeps_only_takes_over_late()
    {
        var test = TestMachine.Backup();
        test.Sleep(Duration.FromSeconds(3600));

        test.Handle(VrrpInput.Tick);

        Assert.Equal(VrrpState.Master, test.State);
    }

    private static VrrpInput Input(VrrpInputKind kind) => kind switch
    {
        VrrpInputKind.Tick => VrrpInput.Tick,
        VrrpInputKind.Startup => VrrpInput.Startup,
        VrrpInputKind.Adopt => VrrpInput.Adopt,
        VrrpInputKind.Shutdown => VrrpInput.Shutdown,
        VrrpInputKind.Keep => VrrpInput.Keep,
        VrrpInputKind.Advertisement =>
            VrrpInput.Advertisement(1, Duration.FromSeconds(1), TestMachine.LowerAddress),
        VrrpInputKind.Priority => VrrpInput.PriorityChanged(1),
        VrrpInputKind.SourceLost => VrrpInput.SourceLost,
        VrrpInputKind.SourceAddress => VrrpInput.SourceAddress(TestMachine.LowerAddress),
        VrrpInputKind.FaultRaised => VrrpInput.FaultRaised(new Fault(FaultKind.CarrierLost)),
        VrrpInputKind.FaultCleared => VrrpInput.FaultCleared(new Fault(FaultKind.CarrierLost)),
        VrrpInputKind.AddressLost => VrrpInput.AddressLost,
        VrrpInputKind.AddressClaimed => VrrpInput.AddressClaimed,
        VrrpInputKind.Drain => VrrpInput.Drain,
        VrrpInputKind.Leave => VrrpInput.Leave,
        VrrpInputKind.Undrain => VrrpInput.Undrain,
        >= VrrpInputKind.GroupTakeOver and <= VrrpInputKind.GroupRelease => VrrpInput.OfGroup(kind),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An input that this test does not know."),
    };

    private static VrrpState StateAfter(VrrpInputKind kind) => kind switch
    {
        VrrpInputKind.Shutdown or VrrpInputKind.Keep => VrrpState.Initialize,
        VrrpInputKind.FaultRaised => VrrpState.Fault,
        _ => VrrpState.Backup,
    };
}
