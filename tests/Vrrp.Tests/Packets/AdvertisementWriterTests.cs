using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

public sealed class AdvertisementWriterTests
{
    [Theory]
    [InlineData(ChecksumForm.PseudoHeader, Golden.PseudoHeader)]
    [InlineData(ChecksumForm.MessageOnly, Golden.MessageOnly)]
    public void Writes_what_keepalived_writes(ChecksumForm form, string bytes)
    {
        var buffer = new byte[64];

        var length = AdvertisementWriter.Write(buffer, 51, 200, Duration.FromSeconds(1), [Golden.Address],
            Golden.Source, Advertisement.GroupIPv4, form);

        Assert.Equal(bytes, Convert.ToHexStringLower(buffer.AsSpan(0, length)));
    }

    // From another implementation: two addresses, odd virtual router id.
    [Theory]
    [InlineData(ChecksumForm.MessageOnly, "192.0.2.251", "310ac8020064828ac0000201c0000202")]
    [InlineData(ChecksumForm.PseudoHeader, "192.0.2.251", "310ac8020064defbc0000201c0000202")]
    public void Writes_what_others_write(ChecksumForm form, string source, string bytes)
    {
        var buffer = new byte[64];

        var length = AdvertisementWriter.Write(buffer, 10, 200, Duration.FromSeconds(1),
            [AddressPrefix.Parse("192.0.2.1"), AddressPrefix.Parse("192.0.2.2")],
            IpAddr.Parse(source), Advertisement.GroupIPv4, form);

        Assert.Equal(bytes, Convert.ToHexStringLower(buffer.AsSpan(0, length)));
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var (priority, id, centiseconds) = ((byte)random.Next(256), (byte)random.Next(1, 256), random.Next(1, 4096));
            var form = (ChecksumForm)random.Next(2);
            string[] addresses =
                [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => $"10.0.{random.Next(256)}.{random.Next(256)}")];
            var packet = Golden.Advertise(priority, id, centiseconds, "10.1.2.3", form, addresses);

            Assert.True(AdvertisementReader.TryRead(packet, default, out var read, out var drop), $"{drop}");

            Assert.Equal((priority, id), (read.Priority, read.VirtualRouterId));
            Assert.Equal(Duration.FromMilliseconds(centiseconds * 10), read.Interval);
            Assert.Equal(IpAddr.Parse("10.1.2.3"), read.Source);
            Assert.Equal(addresses.Length * 4, read.Addresses.Length);
        }
    }
}
