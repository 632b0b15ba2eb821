using System.Net;
using System.Text;
using Gateway.Configuration;
using Gateway.Proxy.Streams;

namespace Gateway.Tests.Proxy.Streams;

/// <summary>Issue 6, point 5: PROXY protocol v1 and v2, read and written.</summary>
public sealed class ProxyHeaderTests
{
    private const string Signature = "0D0A0D0A000D0A515549540A";

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\r\n", "192.0.2.7:56324", "198.51.100.1:443")]
    [InlineData("PROXY TCP6 2001:db8::7 2001:db8::1 1 65535\r\n", "[2001:db8::7]:1", "[2001:db8::1]:65535")]
    [InlineData("PROXY UNKNOWN\r\n", null, null)]
    [InlineData("PROXY UNKNOWN ff:ff:ff whatever\r\n", null, null)]
    public void Version_1_is_read(string line, string? source, string? destination)
    {
        var bytes = Encoding.ASCII.GetBytes(line);

        var result = ProxyHeaderReader.Read([.. bytes, .. "GET / HTTP/1.1"u8], out var header);

        Assert.Equal(ProxyHeaderResult.Complete, result);
        Assert.Equal((bytes.Length, source, destination), Say(header));
        Assert.All(
            Enumerable.Range(0, bytes.Length),
            length => Assert.Equal(ProxyHeaderResult.Incomplete, ProxyHeaderReader.Read(bytes.AsSpan(0, length), out _)));
    }

    [Theory]
    [InlineData("2111000C" + "C0000207" + "C6336401" + "DC0401BB", "192.0.2.7:56324", "198.51.100.1:443")]
    [InlineData("21210024" + "20010DB8000000000000000000000007" + "20010DB8000000000000000000000001" + "000101BB",
        "[2001:db8::7]:1", "[2001:db8::1]:443")]
    // With a TLV that says the ALPN.
    [InlineData("21110011" + "C0000207" + "C6336401" + "DC0401BB" + "0100026832", "192.0.2.7:56324", "198.51.100.1:443")]
    // A health check speaks for itself.
    [InlineData("20000000", null, null)]
    [InlineData("2011000C" + "C0000207" + "C6336401" + "DC0401BB", null, null)]
    // Unspecified, and a Unix socket.
    [InlineData("21000000", null, null)]
    public void Version_2_is_read(string hex, string? source, string? destination)
    {
        var bytes = Convert.FromHexString(Signature + hex);

        var result = ProxyHeaderReader.Read([.. bytes, .. "GET / HTTP/1.1"u8], out var header);

        Assert.Equal(ProxyHeaderResult.Complete, result);
        Assert.Equal((bytes.Length, source, destination), Say(header));
        Assert.All(
            Enumerable.Range(0, bytes.Length),
            length => Assert.Equal(ProxyHeaderResult.Incomplete, ProxyHeaderReader.Read(bytes.AsSpan(0, length), out _)));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("G")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 56324\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 56324 443 1\r\n")]
    [InlineData("PROXY  TCP4 192.0.2.7 198.51.100.1 56324 443\r\n")]
    [InlineData("PROXY TCP4 2001:db8::7 198.51.100.1 56324 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2 198.51.100.1 56324 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 70000 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 -1 443\r\n")]
    [InlineData("PROXY TCP5 192.0.2.7 198.51.100.1 1 443\r\n")]
    [InlineData("PROXY \r\n")]
    [InlineData("proxy TCP4 192.0.2.7 198.51.100.1 1 443\r\n")]
    public void Anything_else_is_none(string text) =>
        Assert.Equal(ProxyHeaderResult.Invalid, ProxyHeaderReader.Read(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void A_line_without_an_end_is_given_up() => Assert.Equal(
        ProxyHeaderResult.Invalid,
        ProxyHeaderReader.Read(Encoding.ASCII.GetBytes("PROXY UNKNOWN " + new string('x', 107)), out _));

    [Theory]
    [InlineData("1111000C")]
    [InlineData("2211000C")]
    [InlineData("2111FFFF")]
    [InlineData("2111000B" + "0000000000000000000000")]
    [InlineData("2121000C" + "C0000207" + "C6336401" + "DC0401BB")]
    public void A_malformed_version_2_is_none(string hex) => Assert.Equal(
        ProxyHeaderResult.Invalid, ProxyHeaderReader.Read(Convert.FromHexString(Signature + hex), out _));

    [Theory]
    [InlineData("192.0.2.7:56324", "198.51.100.1:443")]
    [InlineData("[2001:db8::7]:1", "[2001:db8::1]:443")]
    [InlineData(null, null)]
    public void What_is_written_is_read(string? source, string? destination)
    {
        foreach (var version in new[] { ProxyProtocolVersion.V1, ProxyProtocolVersion.V2 })
        {
            var bytes = ProxyHeaderText.Write(version, Parse(source), Parse(destination));

            Assert.Equal(ProxyHeaderResult.Complete, ProxyHeaderReader.Read(bytes, out var header));
            Assert.Equal((bytes.Length, source, destination), Say(header));
        }
    }

    [Fact]
    public void Addresses_of_a_socket_for_both_families_are_written_plain() => Assert.Equal(
        "PROXY TCP4 192.0.2.7 198.51.100.1 1 2\r\n",
        Encoding.ASCII.GetString(ProxyHeaderText.Write(
            ProxyProtocolVersion.V1, Parse("[::ffff:192.0.2.7]:1"), Parse("[::ffff:198.51.100.1]:2"))));

    // The interface after % is this machine's affair, and no address to a reader.
    [Fact]
    public void A_link_local_address_is_written_without_its_interface() => Assert.Equal(
        "PROXY TCP6 fe80::7 fe80::1 1 2\r\n",
        Encoding.ASCII.GetString(ProxyHeaderText.Write(
            ProxyProtocolVersion.V1, Parse("[fe80::7%2]:1"), Parse("[fe80::1%2]:2"))));

    // Seeded: a failure says which bytes.
    [Fact]
    public void Nothing_that_anybody_sends_throws()
    {
        var random = new Random(6);
        byte[][] seeds =
        [
            "PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\r\n"u8.ToArray(),
            ProxyHeaderText.Write(ProxyProtocolVersion.V2, Parse("192.0.2.7:1"), Parse("192.0.2.8:2")),
            ProxyHeaderText.Write(ProxyProtocolVersion.V2, Parse("[2001:db8::7]:1"), Parse("[2001:db8::1]:2")),
        ];
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = (byte[])seeds[i % seeds.Length].Clone();
            for (var change = random.Next(3); change >= 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var part = bytes.AsSpan(0, random.Next(bytes.Length + 1));
            var result = ProxyHeaderReader.Read(part, out var header);

            Assert.True(
                result == ProxyHeaderResult.Complete
                    ? header.Length > 0 && header.Length <= part.Length
                    : header == default,
                Convert.ToHexString(part));
        }
    }

    private static IPEndPoint? Parse(string? text) => text is null ? null : IPEndPoint.Parse(text);

    private static (int, string?, string?) Say(ProxyHeader header) =>
        (header.Length, header.Source?.ToString(), header.Destination?.ToString());
}
