using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

public sealed class FaultTests
{
    private static readonly Fault FirstTracker = new(FaultKind.TrackerDown, 1);
    private static readonly Fault SecondTracker = new(FaultKind.TrackerDown, 2);

    [Fact]
    public void A_master_with_a_fault_resigns_and_gives_its_addresses_back()
    {
        var machine = Machine.InMaster();

        Assert.Equal(
            "advertise 0, remove, Master -> Fault (FaultRaised)", machine.Do(VrrpInput.FaultRaised(FirstTracker)));
        Assert.Equal(Instant.Never, machine.Core.NextTimeout);
    }

    [Fact]
    public void A_backup_with_a_fault_sends_nothing()
    {
        var machine = Machine.InBackup();

        Assert.Equal("Backup -> Fault (FaultRaised)", machine.Do(VrrpInput.FaultRaised(FirstTracker)));
    }

    // keepalived 2.3.3 to 2.4.3 keep one bit a kind: one recovery then ends the other's fault too.
    [Fact]
    public void Of_two_faults_of_one_kind_the_end_of_one_leaves_the_other()
    {
        var machine = Machine.InMaster();
        _ = machine.Do(VrrpInput.FaultRaised(FirstTracker));
        _ = machine.Do(VrrpInput.FaultRaised(SecondTracker));

        Assert.Equal("", machine.Do(VrrpInput.FaultCleared(FirstTracker)));
        Assert.Equal("Fault -> Backup (FaultCleared)", machine.Do(VrrpInput.FaultCleared(SecondTracker)));
        Assert.Equal(new Duration(3_609_375_000), machine.Left);
    }

    [Fact]
    public void A_fault_raised_twice_ends_once()
    {
        var machine = Machine.InBackup();
        _ = machine.Do(VrrpInput.FaultRaised(FirstTracker));
        _ = machine.Do(VrrpInput.FaultRaised(FirstTracker));

        Assert.Equal("Fault -> Backup (FaultCleared)", machine.Do(VrrpInput.FaultCleared(FirstTracker)));
    }

    [Fact]
    public void In_fault_nothing_is_heard_and_nothing_said()
    {
        var machine = Machine.InBackup();
        _ = machine.Do(VrrpInput.FaultRaised(FirstTracker));

        Assert.Equal("", machine.Hear(0, Machine.Higher));
        Assert.Equal("", machine.Hear(50, Machine.Lower));
        Assert.Equal("", machine.Do(VrrpInput.Tick));
        Assert.Equal("Fault -> Initialize (Shutdown)", machine.Do(VrrpInput.Shutdown));
    }

    [Fact]
    public void The_address_owner_returns_as_Master()
    {
        var machine = new Machine(priority: 255);
        _ = machine.Do(VrrpInput.Startup);
        _ = machine.Do(VrrpInput.FaultRaised(FirstTracker));

        Assert.Equal(
            "add, advertise 255, announce, Fault -> Master (AddressOwner)",
            machine.Do(VrrpInput.FaultCleared(FirstTracker)));
    }
}
