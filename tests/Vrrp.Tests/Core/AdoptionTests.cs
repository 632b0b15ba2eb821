using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>From one process to the next on the same machine, without a move of the addresses.</summary>
public sealed class AdoptionTests
{
    [Fact]
    public void Who_adopts_is_master_at_once()
    {
        var test = new TestMachine();

        test.Handle(VrrpInput.Adopt);

        Assert.Equal(
            [EffectKind.AddAddresses, EffectKind.SendAdvertisement, EffectKind.Announce, EffectKind.ReportTransition],
            test.Kinds);
        Assert.Equal([100], test.Advertised);
        Assert.Equal(
            new(VrrpState.Initialize, VrrpState.Master, TransitionReason.Adopted, default, 0), test.Transition);
        Assert.Equal(Duration.FromMilliseconds(100), test.Left);
    }

    [Fact]
    public void Who_may_not_be_master_removes_the_addresses_first()
    {
        var test = new TestMachine();
        test.Handle(VrrpInput.FaultRaised(new Fault(FaultKind.CarrierLost)));

        test.Handle(VrrpInput.Adopt);

        Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(VrrpState.Fault, test.State);
    }

    [Fact]
    public void A_startup_delay_is_kept()
    {
        var test = new TestMachine(TestMachine.Settings() with { StartupDelay = Duration.FromSeconds(1) });

        test.Handle(VrrpInput.Adopt);

        Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(VrrpState.Backup, test.State);
    }

    [Fact]
    public void A_refused_address_ends_the_adoption_without_a_word_to_the_peers()
    {
        var test = new TestMachine();
        test.Handle(VrrpInput.Adopt);

        test.Handle(VrrpInput.FaultRaised(new Fault(FaultKind.AddressRefused)));

        Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(VrrpState.Fault, test.State);
    }

    [Fact]
    public void Who_runs_already_adopts_nothing()
    {
        var test = TestMachine.Backup();

        test.Handle(VrrpInput.Adopt);

        Assert.Empty(test.Effects);
    }

    [Fact]
    public void A_master_that_leaves_its_addresses_renews_them_and_speaks_a_last_time()
    {
        var test = TestMachine.Master();

        test.Handle(VrrpInput.Keep);

        Assert.Equal(
            [EffectKind.AddAddresses, EffectKind.SendAdvertisement, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal([100], test.Advertised);
        Assert.Equal(new(VrrpState.Master, VrrpState.Initialize, TransitionReason.Kept, default, 0), test.Transition);
        Assert.Equal(Instant.Never, test.Machine.NextTimeout);
        test.Handle(VrrpInput.Shutdown);
        Assert.Empty(test.Effects);
    }

    [Fact]
    public void Who_is_not_master_or_drains_ends_in_good_order()
    {
        var backup = TestMachine.Backup();
        backup.Handle(VrrpInput.Keep);
        Assert.Equal(TransitionReason.Shutdown, backup.Transition.Reason);

        var draining = TestMachine.Master();
        draining.Handle(VrrpInput.Drain);
        draining.Handle(VrrpInput.Keep);
        Assert.Equal(
            [EffectKind.SendAdvertisement, EffectKind.RemoveAddresses, EffectKind.ReportTransition], draining.Kinds);
        Assert.Equal([0], draining.Advertised);
    }

    [Theory]
    [InlineData(1_000, 2, 2_003_906_250)] // the lease is 2 s, the shortest patience 3.0039 s, the age below 1 s
    [InlineData(1_000, 1, 1_003_906_250)]
    [InlineData(1_000, 0, 3_906_250)]
    [InlineData(1_000, 3, 0)] // the lease of another configuration: nothing is known of its age
    [InlineData(500, 2, 501_953_125)]
    [InlineData(500, 1, 0)]
    [InlineData(100, 2, 0)] // no process starts so quickly
    [InlineData(10_000, 11, 29_039_062_500)]
    public void Adoption_ends_before_the_most_impatient_backup_can_have_taken_over(
        int intervalMilliseconds, int secondsLeft, long nanoseconds)
    {
        var interval = Duration.FromMilliseconds(intervalMilliseconds);

        Assert.Equal(new Duration(nanoseconds), Timing.AdoptionTime(VrrpVersion.V3, interval, secondsLeft));
    }
}
