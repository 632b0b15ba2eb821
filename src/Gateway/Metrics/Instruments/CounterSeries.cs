namespace Gateway.Metrics.Instruments;

/// <summary>Counts. Any thread, without a lock.</summary>
internal sealed class CounterSeries
{
    private long _value;

    /// <summary>What was counted so far, or set last.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Counts so many.</summary>
    public void Add(long count) => _ = Interlocked.Add(ref _value, count);

    /// <summary>Takes another's count in place of its own.</summary>
    public void Set(long value) => _ = Interlocked.Exchange(ref _value, value);
}
