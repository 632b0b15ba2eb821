using System.IO.Pipelines;

namespace Gateway.Proxy.Traffic;

/// <summary>A pipe's end that counts the bytes.</summary>
/// <param name="writer">Where they go; not owned.</param>
internal sealed class CountedWriter(PipeWriter writer) : PipeWriter
{
    /// <summary>Bytes so far.</summary>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => writer.CanGetUnflushedBytes;

    /// <inheritdoc/>
    public override long UnflushedBytes => writer.UnflushedBytes;

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        Bytes += bytes;
        writer.Advance(bytes);
    }

    /// <inheritdoc/>
    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Bytes += source.Length;
        return writer.WriteAsync(source, cancellationToken);
    }

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) => writer.GetMemory(sizeHint);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => writer.GetSpan(sizeHint);

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        writer.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void CancelPendingFlush() => writer.CancelPendingFlush();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => writer.Complete(exception);

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null) => writer.CompleteAsync(exception);
}
