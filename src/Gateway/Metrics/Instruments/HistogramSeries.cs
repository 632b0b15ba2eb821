using System.Collections.Immutable;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Instruments;

/// <summary>Counts values by size. Any thread, without a lock.</summary>
/// <param name="bounds">The upper bounds of the buckets, ascending, each included.</param>
internal sealed class HistogramSeries(ImmutableArray<double> bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    /// <summary>What was counted so far. Buckets and sum may differ by what is being added at this moment.</summary>
    public HistogramReading Reading => new(bounds, [.. _counts], Volatile.Read(ref _sum));

    /// <summary>Counts a value.</summary>
    public void Add(double value)
    {
        _ = Interlocked.Increment(ref _counts[BucketOf(value)]);
        double before, after;
        do
        {
            before = Volatile.Read(ref _sum);
            after = before + value;
        }
        while (!Interlocked.CompareExchange(ref _sum, after, before).Equals(before));
    }

    // Most are small: from the left.
    private int BucketOf(double value)
    {
        var span = bounds.AsSpan();
        var bucket = 0;
        while (bucket < span.Length && value > span[bucket])
        {
            bucket++;
        }

        return bucket;
    }
}
