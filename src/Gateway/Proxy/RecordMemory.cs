using System.Buffers;

namespace Gateway.Proxy;

/// <summary>The memory that connections of clients are read into and written from, in blocks of 32 KiB: two whole TLS
/// records, as much as .NET gives OpenSSL at once. Kestrel encrypts and sends block by block, and its own blocks are 4
/// KiB: eight times the calls, and most of what a large body costs.</summary>
/// <remarks>A connection that waits holds none, unless its last request came in two pieces: the socket may tell of the
/// second after both were read, and Kestrel waits for more with a block in its hand. Blocks given back are kept for the
/// next, up to 32 MiB of them in the whole process: the shared array pool keeps a few for each processor, and with
/// hundreds of busy connections the others would be garbage. Any thread may call.</remarks>
internal sealed class RecordMemory : MemoryPool<byte>
{
    /// <summary>As much as a TLS record may hold (RFC 8446 section 5.1).</summary>
    public const int RecordBytes = 16 * 1024;

    /// <summary>The size of every block.</summary>
    public const int BlockBytes = 2 * RecordBytes;

    /// <summary>How much of an answer may wait for the socket of its client where it goes through the transport's pipe,
    /// by plain HTTP and by HTTP/2 (HTTP/1 over TLS: <see cref="DirectOutput"/>), in bytes. Kestrel's own 64 KiB are
    /// less than two blocks with what TLS adds: reading and sending would take turns, and threads with them. A client
    /// that does not read holds as much.</summary>
    public const int MostUnsentBytes = 256 * 1024;

    /// <summary>How much of what a client sends may wait to be read, in bytes: of an upload that its upstream does not
    /// take, of a stream that its destination does not. Kestrel's own is 1 MiB: gigabytes for some thousands. HTTP/2
    /// reads on, and its windows bound it.</summary>
    public const int MostUnreadBytes = MostUnsentBytes;

    private const int MostKept = 1024;

    private static readonly ArrayPool<byte> s_blocks = ArrayPool<byte>.Create(BlockBytes, MostKept);

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockBytes;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        return new Block(s_blocks.Rent(BlockBytes));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Blocks that are out come back by themselves.
    }

    // Given back once, however often it is asked to.
    private sealed class Block(byte[] array) : IMemoryOwner<byte>
    {
        private byte[]? _array = array;

        public Memory<byte> Memory => _array ?? throw new ObjectDisposedException(nameof(Block));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is { } back)
            {
                s_blocks.Return(back);
            }
        }
    }
}
