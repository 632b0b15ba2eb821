using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>The order of effects is a contract: the executor does them one by one, and stops at a refused
/// address.</summary>
public sealed class EffectOrderTests
{
    [Fact]
    public void Becoming_Master_is_add_advertise_announce_report()
    {
        var test = TestMachine.Backup();

        test.WaitForDeadline();

        Assert.Equal(
            [
                new(EffectKind.AddAddresses),
                new(EffectKind.SendAdvertisement, Priority: 100),
                new(EffectKind.Announce, Count: 1),
                new(EffectKind.ReportTransition, Transition: new(
                    VrrpState.Backup, VrrpState.Master, TransitionReason.MasterSilent, default, 0)),
            ],
            test.Effects);
    }

    [Fact]
    public void Yielding_to_a_better_Master_is_advertise_remove_report()
    {
        var test = TestMachine.Master();

        test.Hear(200, TestMachine.HigherAddress);

        Assert.Equal(
            [EffectKind.SendAdvertisement, EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
    }

    [Fact]
    public void Shutdown_of_a_Master_is_resign_remove_report()
    {
        var test = TestMachine.Master();

        test.Handle(VrrpInput.Shutdown);

        Assert.Equal(
            [EffectKind.SendAdvertisement, EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal([0], test.Advertised);
    }

    [Fact]
    public void A_fault_of_a_Master_is_resign_remove_report()
    {
        var test = TestMachine.Master();

        test.Handle(VrrpInput.FaultRaised(new Fault(FaultKind.CarrierLost)));

        Assert.Equal(
            [EffectKind.SendAdvertisement, EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal([0], test.Advertised);
    }

    [Fact]
    public void A_Master_renews_before_it_advertises()
    {
        var test = TestMachine.Master();
        test.RunUntil(test.Elapsed + Duration.FromMilliseconds(999));

        test.WaitForDeadline();

        Assert.Equal(
            [EffectKind.RenewAddresses, EffectKind.SendAdvertisement, EffectKind.Announce], test.Kinds);
    }

    [Fact]
    public void Restoring_is_add_announce_report()
    {
        var test = TestMachine.Master();

        test.Handle(VrrpInput.AddressLost);

        Assert.Equal(
            [EffectKind.AddAddresses, EffectKind.Announce, EffectKind.ReportAddressesRestored], test.Kinds);
    }
}
