using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;

namespace Lab.Kernel;

public sealed class NetlinkReaderTests
{
    private static readonly InterfaceAddress Address =
        new(7, AddressPrefix.Parse("2001:db8::10/128"), RouteClient.AddressTag, IfAddrConstants.IFA_F_NOPREFIXROUTE);

    [Fact]
    public void What_is_written_is_read_back()
    {
        var request = AddressMessage.WriteAssign(new byte[128], 42, Address, 2);

        var reader = new NetlinkReader(request);

        Assert.True(reader.TryRead(out var message));
        Assert.Equal((NetlinkConstants.RTM_NEWADDR, 42u), (message.Type, message.Sequence));
        Assert.True(AddressMessage.TryRead(message, out var address));
        Assert.Equal(Address with { SecondsLeft = 2 }, address);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Cut_datagrams_are_no_messages()
    {
        var request = AddressMessage.WriteAssign(new byte[128], 42, Address, 2);

        for (var length = 0; length < request.Length; length++)
        {
            var reader = new NetlinkReader(request[..length]);
            Assert.False(reader.TryRead(out _));
            Assert.Equal(0, reader.Remaining);
        }
    }

    [Fact]
    public void Any_byte_may_be_wrong()
    {
        var request = AddressMessage.WriteAssign(new byte[128], 42, Address, 2).ToArray();
        var random = new Random(1);
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = request.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var reader = new NetlinkReader(bytes);
            while (reader.TryRead(out var message))
            {
                _ = AddressMessage.TryRead(message, out _);
                _ = LinkMessage.TryRead(message, out _);
                Assert.InRange(new Acknowledgement(message).CopyWordsTo(new byte[16]), 0, 16);
            }
        }
    }
}
