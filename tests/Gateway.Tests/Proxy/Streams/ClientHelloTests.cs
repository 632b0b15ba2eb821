using System.Net.Security;
using Gateway.Proxy.Streams;
using Gateway.Tls;

namespace Gateway.Tests.Proxy.Streams;

/// <summary>Issue 6, point 5: our own bounds-checked ClientHello reader.</summary>
public sealed class ClientHelloTests
{
    private const string Name = "vpn.example.com";

    [Fact]
    public void The_name_is_read_in_lower_case() =>
        Assert.Equal((HelloResult.Named, Name), Read(Hello("VPN.Example.COM")));

    [Fact]
    public void Without_a_name_or_without_extensions_it_is_nameless()
    {
        Assert.Equal((HelloResult.Nameless, ""), Read(Framed(Message(Extension(43, [2, 3, 4])))));
        Assert.Equal((HelloResult.Nameless, ""), Read(Framed(Wrap(Body()))));
    }

    [Fact]
    public void Grease_is_skipped() => Assert.Equal(
        (HelloResult.Named, Name),
        Read(Framed(Message([.. Extension(0x0a0a, []), .. ServerName(Name), .. Extension(0xfafa, [0])]))));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void It_may_come_in_many_records(int size)
    {
        var message = Message(ServerName(Name));

        Assert.Equal((HelloResult.Named, Name), Read([.. message.Chunk(size).SelectMany(Framed)]));
    }

    [Fact]
    public void Every_beginning_of_it_is_incomplete_and_what_follows_does_not_matter()
    {
        var hello = Hello(Name);

        Assert.All(
            Enumerable.Range(0, hello.Length), length => Assert.Equal((HelloResult.Incomplete, ""), Read(hello[..length])));
        Assert.Equal((HelloResult.Named, Name), Read([.. hello, 1, 2, 3]));
    }

    public static TheoryData<string, byte[]> Others => new()
    {
        { "HTTP", "GET / HTTP/1.1\r\n"u8.ToArray() },
        { "the first byte of HTTP", "G"u8.ToArray() },
        { "SSL 2", [0x80, 0x2e, 1, 0, 2] },
        { "an alert", [21, 3, 3, 0, 2, 2, 40] },
        { "an empty record", [22, 3, 1, 0, 0] },
        { "a record that is too long", [22, 3, 1, 0x40, 1, 1] },
        { "another message", Framed([2, 0, 0, 1, 0]) },
        { "a message that is too long", Framed([1, 0, 0x80, 0]) },
        { "two names", Framed(Message([.. ServerName("a.example"), .. ServerName("b.example")])) },
        { "an empty name", Framed(Message(ServerName(""))) },
        { "a name with a blank", Framed(Message(ServerName("a b"))) },
        { "a name with a zero", Framed(Message(ServerName("a\0b"))) },
        { "a name of 256 bytes", Framed(Message(ServerName(new string('a', 256)))) },
        { "a list that is too long", Framed(Message(Extension(0, [0, 9, 0, 0, 1, 97]))) },
        { "a name that is too long", Framed(Message(Extension(0, [0, 4, 0, 0, 9, 97]))) },
        { "an address as name type", Framed(Message(Extension(0, [0, 4, 1, 0, 1, 97]))) },
        { "an extension that is too long", Framed(Message([0, 0, 0, 9, 1])) },
        { "extensions that are too short", Framed(Wrap([.. Body(), 0, 9])) },
        { "a session id of 33 bytes", Framed(Wrap([3, 3, .. new byte[32], 33, .. new byte[33], 0, 2, 0, 0, 1, 0])) },
        { "no suites", Framed(Wrap([3, 3, .. new byte[32], 0, 0, 0, 1, 0])) },
        { "half a suite", Framed(Wrap([3, 3, .. new byte[32], 0, 0, 1, 0, 1, 0])) },
        { "no compression", Framed(Wrap([3, 3, .. new byte[32], 0, 0, 2, 19, 1, 0])) },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Anything_else_is_left_to_the_library(string what, byte[] bytes)
    {
        Assert.NotEmpty(what);
        Assert.Equal((HelloResult.Other, ""), Read(bytes));
    }

    [Fact]
    public async Task That_of_a_real_client_is_read()
    {
        var (client, server) = LoopbackStream.Pair();
        await using var tls = new SslStream(client);
        var handshake = tls.AuthenticateAsClientAsync(Name);
        var bytes = new byte[8192];

        var read = await server.ReadAsync(bytes);

        Assert.Equal((HelloResult.Named, Name), Read(bytes[..read]));
        await server.DisposeAsync();
        _ = await Record.ExceptionAsync(() => handshake);
    }

    // Seeded: a failure says which bytes.
    [Fact]
    public void Nothing_that_anybody_sends_throws_or_is_taken_for_another_name()
    {
        var random = new Random(6);
        byte[][] seeds = [Hello(Name), Framed(Message([.. Extension(0x0a0a, [1]), .. ServerName(Name)])),
            [.. Message(ServerName(Name)).Chunk(7).SelectMany(Framed)]];
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = (byte[])seeds[i % seeds.Length].Clone();
            for (var change = random.Next(4); change >= 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var (result, name) = Read(bytes[..random.Next(bytes.Length + 1)]);

            Assert.True(
                result == HelloResult.Named
                    ? name.Length is > 0 and < 256 && name.All(c => c is > ' ' and <= '~')
                    : name.Length == 0,
                Convert.ToHexString(bytes));
        }
    }

    private static (HelloResult, string) Read(byte[] bytes) => (ClientHello.Read(bytes, out var name), name);

    private static byte[] Hello(string name) => Framed(Message(ServerName(name)));

    private static byte[] Framed(byte[] part) => [22, 3, 1, (byte)(part.Length >> 8), (byte)part.Length, .. part];

    private static byte[] Message(byte[] extensions) =>
        Wrap([.. Body(), (byte)(extensions.Length >> 8), (byte)extensions.Length, .. extensions]);

    private static byte[] Wrap(byte[] body) => [1, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static byte[] Body() =>
        [3, 3, .. Enumerable.Repeat((byte)7, 32), 2, 8, 9, 0, 4, 0x1a, 0x1a, 0x13, 1, 1, 0];

    private static byte[] Extension(int type, byte[] data) =>
        [(byte)(type >> 8), (byte)type, (byte)(data.Length >> 8), (byte)data.Length, .. data];

    private static byte[] ServerName(string name)
    {
        var length = name.Length;
        return Extension(0,
        [
            (byte)((length + 3) >> 8), (byte)(length + 3), 0, (byte)(length >> 8), (byte)length,
            .. System.Text.Encoding.ASCII.GetBytes(name),
        ]);
    }
}
