using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Proxy.Traffic;

/// <summary>The body of an answer, with the number of its bytes.</summary>
/// <param name="body">Where the bytes go.</param>
internal sealed class CountedBody(IHttpResponseBodyFeature body) : IHttpResponseBodyFeature
{
    private CountedStream? _stream;
    private CountedWriter? _writer;

    /// <summary>Bytes so far.</summary>
    public long Bytes => (_stream?.Bytes ?? 0) + (_writer?.Bytes ?? 0);

    /// <inheritdoc/>
    public Stream Stream => _stream ??= new(body.Stream);

    /// <inheritdoc/>
    public PipeWriter Writer => _writer ??= new(body.Writer);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken = default) => body.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task CompleteAsync() => body.CompleteAsync();

    /// <inheritdoc/>
    public void DisableBuffering() => body.DisableBuffering();

    /// <inheritdoc/>
    public Task SendFileAsync(
        string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);
}
