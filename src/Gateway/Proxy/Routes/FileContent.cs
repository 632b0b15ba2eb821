using Microsoft.Win32.SafeHandles;

namespace Gateway.Proxy.Routes;

/// <summary>The bytes that a file had when this was made: one that grows meanwhile ends where it did, one that shrinks
/// is an error instead of an end. For one reader.</summary>
/// <param name="file">The file, open; not owned.</param>
internal sealed class FileContent(SafeFileHandle file) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; } = RandomAccess.GetLength(file);

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = buffer[..Wanted(buffer.Length)];
        return wanted.IsEmpty ? 0 : Pass(await RandomAccess.ReadAsync(file, wanted, Position, cancellationToken));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var wanted = buffer.AsSpan(offset, Wanted(count));
        return wanted.IsEmpty ? 0 : Pass(RandomAccess.Read(file, wanted, Position));
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Wanted(int most) => (int)Math.Clamp(Length - Position, 0, most);

    private int Pass(int read)
    {
        Position += read;
        return read > 0 ? read : throw new EndOfStreamException("it has become shorter");
    }
}
