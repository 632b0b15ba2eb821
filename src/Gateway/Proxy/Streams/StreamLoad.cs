namespace Gateway.Proxy.Streams;

/// <summary>How many connections a stream has, also those that came before it changed. Any thread may call.</summary>
internal sealed class StreamLoad
{
    private int _open;

    /// <summary>How many.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>One comes.</summary>
    /// <returns>How many there are with it.</returns>
    public int Enter() => Interlocked.Increment(ref _open);

    /// <summary>One is gone.</summary>
    public void Leave() => Interlocked.Decrement(ref _open);
}
