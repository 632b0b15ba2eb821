using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Engine;

public sealed class InterfaceTableTests
{
    private static readonly MacAddress First = MacAddress.FromBytes([2, 0, 0, 0, 0, 1]);
    private static readonly MacAddress Second = MacAddress.FromBytes([2, 0, 0, 0, 0, 2]);
    private static readonly MacAddress Virtual = MacAddress.FromBytes([0, 0, 0x5E, 0, 1, 51]);

    [Fact]
    public void The_machine_has_the_address_of_each_interface_but_not_the_virtual_one_which_moves()
    {
        var interfaces = new InterfaceTable();
        interfaces.Set(new(2, "eth0", IsUp: true, HasCarrier: true, First));
        interfaces.Set(new(3, "eth1", IsUp: true, HasCarrier: true, Second));
        interfaces.Set(new(4, "vrrp4.51", IsUp: true, HasCarrier: true, Virtual) { IsOurs = true });

        Assert.True(interfaces.HasOwn(First) && interfaces.HasOwn(Second));
        Assert.False(interfaces.HasOwn(Virtual));
        interfaces.Remove(3);
        Assert.False(interfaces.HasOwn(Second));
    }
}
