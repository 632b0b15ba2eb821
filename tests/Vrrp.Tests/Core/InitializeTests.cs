using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>RFC 9568 section 6.4.1.</summary>
public sealed class InitializeTests
{
    // "If the Priority = 255 (i.e., the router owns the IPvX address associated with the Virtual Router), then: Send an
    // ADVERTISEMENT ... gratuitous ARP ... Set the Adver_Timer to Advertisement_Interval; Transition to the {Active} state."
    [Fact]
    public void Clause_31_the_address_owner_is_Master_at_once()
    {
        var machine = new Machine(priority: 255);

        Assert.Equal("add, advertise 255, announce, Initialize -> Master (AddressOwner)", machine.Do(VrrpInput.Startup));
        Assert.Equal("announce", machine.UntilTimer());
        Assert.Equal(Duration.FromMilliseconds(100), machine.Now - new Instant(1_000_000_000));
    }

    // "Set Active_Adver_Interval to Advertisement_Interval; Set the Active_Down_Timer to Active_Down_Interval; Transition to
    // the {Backup} state."
    [Fact]
    public void Clause_32_any_other_router_is_Backup_first()
    {
        var machine = new Machine(priority: 100);

        Assert.Equal("Initialize -> Backup (Startup)", machine.Do(VrrpInput.Startup));
        Assert.Equal(new Duration(3_609_375_000), machine.Left);
    }

    [Fact]
    public void A_router_with_a_fault_starts_in_Fault()
    {
        var machine = new Machine();

        Assert.Equal("", machine.Do(VrrpInput.FaultRaised(new(FaultKind.CarrierLost))));
        Assert.Equal("Initialize -> Fault (FaultRaised)", machine.Do(VrrpInput.Startup));
        Assert.Equal(Instant.Never, machine.Core.NextTimeout);
    }

    [Fact]
    public void Nothing_but_Startup_leaves_Initialize()
    {
        var machine = new Machine();

        Assert.Equal("", machine.Hear(50, Machine.Lower));
        Assert.Equal("", machine.Do(VrrpInput.Tick));
        Assert.Equal("", machine.Do(VrrpInput.AddressLost));
        Assert.Equal("", machine.Do(VrrpInput.Shutdown));
        Assert.Equal(VrrpState.Initialize, machine.State);
    }
}
