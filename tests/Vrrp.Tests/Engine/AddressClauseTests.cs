using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Engine;

/// <summary>RFC 9568 sections 6.4.2 and 6.4.3, the clauses about who answers for the addresses: here that is who has
/// them.</summary>
public sealed class AddressClauseTests
{
    private static readonly AddressPrefix Address = AddressPrefix.Parse("192.0.2.100/32");

    [Fact]
    public void Clauses_34_35_and_38_a_backup_does_not_have_the_addresses()
    {
        // "MUST NOT respond to ARP requests", "MUST NOT respond to ND Neighbor Solicitation messages", "MUST NOT accept
        // packets addressed to the IPvX address(es)": a kernel without the address does none of it.
        var test = new TestRouter();
        test.Router.Start(test.Now);
        test.Hear(200);
        Assert.Equal(VrrpState.Backup, test.Router.State);
        Assert.Empty(test.Port.TakeCalls());

        test.WaitForDeadline();
        Assert.Equal([Address], test.Port.Addresses.Keys);
        test.Hear(200);

        Assert.Equal(VrrpState.Backup, test.Router.State);
        Assert.Empty(test.Port.Addresses);
    }

    [Fact]
    public void Clauses_34_35_and_38_nor_has_a_router_that_stopped_or_cannot_serve()
    {
        var (stopped, faulty) = (TestRouter.Master(), TestRouter.Master());

        stopped.Router.Stop(stopped.Now);
        faulty.Router.SetFault(faulty.Now, new Fault(FaultKind.CarrierLost), raised: true);

        Assert.Empty(stopped.Port.Addresses);
        Assert.Empty(faulty.Port.Addresses);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(100)]
    public void Clause_50_a_master_has_the_addresses_whether_it_owns_them_or_not(byte priority)
    {
        // "MUST accept packets addressed to the IPvX address(es) ... if it is the IPvX address owner or if Accept_Mode
        // is True." Here it always is.
        var test = new TestRouter(priority);
        test.Router.Start(test.Now);
        if (test.Router.State != VrrpState.Master)
        {
            test.WaitForDeadline();
        }

        Assert.Equal(VrrpState.Master, test.Router.State);
        Assert.Equal([Address], test.Port.Addresses.Keys);
    }
}
