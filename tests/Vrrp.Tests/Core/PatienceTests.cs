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

        var advertised = test.Now;
        test.Sleep(Duration.FromMilliseconds(100));
        Assert.Equal(Instant.Never, test.Machine.PatienceBegan);

        test.Handle(VrrpInput.Drain);
        Assert.Equal(advertised, test.Machine.PatienceBegan);
        test.WaitForDeadline();

        Assert.Equal(advertised, test.Machine.PatienceBegan);
        test.Sleep(Duration.FromMilliseconds(600));
        test.Hear(50, TestMachine.LowerAddress);
        Assert.Equal(Instant.Never, test.Machine.PatienceBegan);
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
