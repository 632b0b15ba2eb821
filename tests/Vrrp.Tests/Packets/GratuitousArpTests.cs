using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

public sealed class GratuitousArpTests
{
    [Theory]
    [InlineData(1, "0001")]
    [InlineData(2, "0002")]
    public void Names_the_address_as_sender_and_target_to_everybody(int operation, string code)
    {
        var frame = new byte[GratuitousArp.FrameLength];

        GratuitousArp.Write(
            frame, MacAddress.FromBytes([2, 0, 0, 0, 0x77, 1]), IpAddr.Parse("192.0.2.100"), (ArpOperation)operation);

        Assert.Equal(
            $"ffffffffffff0200000077010806000108000604{code}020000007701c0000264ffffffffffffc0000264",
            Convert.ToHexStringLower(frame));
    }
}
