using System.Buffers.Binary;
using System.Text;
using Gateway.Proxy;

namespace Gateway.Tests.Proxy;

public sealed class RecordMemoryTests
{
    private const int BodyBytes = 4 << 20;

    // RFC 8446 section 5.1.
    private const int HeaderBytes = 5;

    [Fact]
    public async Task A_large_answer_leaves_in_whole_tls_records()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            context.Response.ContentLength = BodyBytes;
            await context.Response.Body.WriteAsync(new byte[BodyBytes]);
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        await using var wire = new HeardStream(await proxy.ConnectSocketAsync(RunningProxy.Timeout));
        await using var tls = await proxy.SpeakTlsAsync(wire);

        await tls.WriteAsync(
            Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {Configs.Host}\r\nConnection: close\r\n\r\n"));
        using var answer = new MemoryStream();
        await tls.CopyToAsync(answer, RunningProxy.Timeout);

        Assert.InRange(answer.Length, BodyBytes, BodyBytes + 4096);
        // How much the proxy had at a time is a matter of chance; that it never was a whole record is not.
        Assert.True(LargestRecord(wire.Heard) > RecordMemory.RecordBytes, $"{LargestRecord(wire.Heard)} bytes at most");
    }

    [Fact]
    public void Blocks_are_as_large_as_two_records()
    {
        using var memory = new RecordMemory();
        using var any = memory.Rent();
        using var small = memory.Rent(1);

        Assert.True(any.Memory.Length >= 2 * RecordMemory.RecordBytes);
        Assert.True(small.Memory.Length >= 2 * RecordMemory.RecordBytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Rent(memory.MaxBufferSize + 1));
    }

    [Fact]
    public void A_block_that_is_given_back_twice_does_not_serve_two()
    {
        using var memory = new RecordMemory();
        var block = memory.Rent();
        block.Dispose();
        block.Dispose();

        using var first = memory.Rent();
        using var second = memory.Rent();

        Assert.False(first.Memory.Span.Overlaps(second.Memory.Span));
        Assert.Throws<ObjectDisposedException>(() => block.Memory);
    }

    private static int LargestRecord(ReadOnlySpan<byte> wire)
    {
        var largest = 0;
        while (wire.Length >= HeaderBytes)
        {
            var length = HeaderBytes + BinaryPrimitives.ReadUInt16BigEndian(wire[3..]);
            largest = Math.Max(largest, length);
            wire = wire[Math.Min(length, wire.Length)..];
        }

        return largest;
    }
}
