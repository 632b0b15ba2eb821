namespace Gateway.Proxy.Upstreams;

/// <summary>The body of a request, with the time that its client was waited for.</summary>
/// <param name="body">Where it comes from; not owned.</param>
/// <param name="time">The clock.</param>
internal sealed class AwaitedBody(Stream body, TimeProvider time) : RequestBody
{
    private long _waited;
    private long _since;

    /// <summary>How long reads have taken, one that is still under way among them. Any thread may ask.</summary>
    public TimeSpan Waited => new TimeSpan(Volatile.Read(ref _waited))
        + (Volatile.Read(ref _since) is not 0 and var since ? time.GetElapsedTime(since) : TimeSpan.Zero);

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var begin = time.GetTimestamp();
        Volatile.Write(ref _since, begin);
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        finally
        {
            // For a moment it may count twice: better than not at all.
            Volatile.Write(ref _waited, _waited + time.GetElapsedTime(begin).Ticks);
            Volatile.Write(ref _since, 0);
        }
    }
}
