using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A Master that drains knows when its successor comes: three intervals and a skew after the last
/// advertisement that the Backup let be (RFC 9568 section 6.4.2), or a skew after priority 0.</summary>
public sealed class PatienceTests
{
    [Fact]
    public void It_runs_from_the_last_advertisement_with_the_own_priority()
    {
        var test = TestMachine.Master();
        do
        {
            test.WaitForDeadline();
        }
        while (!test.Advertised.Contains((byte)100));

        test.Sleep(Duration.FromMilliseconds(100));
        Assert.Equal(Instant.Never, test.Machine.PatienceBegan);

        test.Handle(VrrpInput.Drain);
        var advertised = test.Now;
        Assert.Equal([100, 1], test.Advertised);
        Assert.Equal(advertised, test.Machine.PatienceBegan);
        test.WaitForDeadline();

        Assert.Equal(advertised, test.Machine.PatienceBegan);
        test.Sleep(Duration.FromMilliseconds(600));
        test.Hear(50, TestMachine.LowerAddress);
        Assert.Equal(Instant.Never, test.Machine.PatienceBegan);
    }

    /// <summary>As in a rolling upgrade without Preempt: the other machine comes up, and the next command is a
    /// handover.</summary>
    [Fact]
    public void A_backup_that_has_just_begun_to_listen_comes_when_the_others_do()
    {
        var master = TestMachine.Master();
        master.Sleep(Duration.FromMilliseconds(700));
        var backup = TestMachine.Backup(200, preempt: false);
        master.Sleep(Duration.FromMilliseconds(200));
        backup.Sleep(Duration.FromMilliseconds(200));

        master.Handle(VrrpInput.Drain);
        foreach (var priority in master.Advertised)
        {
            backup.Hear(priority, TestMachine.LowerAddress);
        }

        Assert.Equal(master.Now, master.Machine.PatienceBegan);
        Assert.Equal(Timing.MasterDownInterval(VrrpVersion.V3, 200, Duration.FromSeconds(1)), backup.Left);
    }

    [Fact]
    public void Behind_the_farewell_it_runs_from_there()
    {
        var test = TestMachine.Master();
        test.Handle(VrrpInput.Drain);
        while (!test.Advertised.Contains((byte)0))
        {
            test.WaitForDeadline();
        }

        var said = test.Now;
        Assert.Equal(said, test.Machine.PatienceBegan);
        test.WaitForDeadline();

        Assert.Equal((DrainStage.Farewell, said), (test.Machine.DrainStage, test.Machine.PatienceBegan));
        while (test.Machine.DrainStage == DrainStage.Farewell)
        {
            test.WaitForDeadline();
        }

        Assert.Equal(Instant.Never, test.Machine.PatienceBegan);
    }

    [Fact]
    public void An_undrain_ends_it()
    {
        var test = TestMachine.Master();
        test.Handle(VrrpInput.Drain);

        test.Handle(VrrpInput.Undrain);

        Assert.Equal(Instant.Never, test.Machine.PatienceBegan);
    }
}
