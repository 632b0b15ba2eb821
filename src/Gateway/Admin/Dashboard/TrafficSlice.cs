namespace Gateway.Admin.Dashboard;

/// <summary>Requests of a moment, with their times in buckets that grow by a fifth: a quantile is at most that much too
/// high. Any thread adds; one alone clears it, when nobody adds any more.</summary>
internal sealed class TrafficSlice
{
    private const double FirstMilliseconds = 0.1;
    private const int BucketsToDouble = 4;

    // From 0.1 ms to 105 s.
    private const int Buckets = (20 * BucketsToDouble) + 1;

    private readonly long[] _counts = new long[Buckets];
    private long _requests;
    private long _errors;

    /// <summary>Requests.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Those with a status from 500 on.</summary>
    public long Errors => Interlocked.Read(ref _errors);

    /// <summary>Counts one.</summary>
    public void Add(double milliseconds, bool isError)
    {
        var doublings = Math.Log2(Math.Max(milliseconds, FirstMilliseconds) / FirstMilliseconds);
        var bucket = Math.Ceiling(BucketsToDouble * doublings);
        _ = Interlocked.Increment(ref _counts[Math.Min((int)bucket, Buckets - 1)]);
        _ = Interlocked.Add(ref _errors, isError ? 1 : 0);
        _ = Interlocked.Increment(ref _requests);
    }

    /// <summary>Counts those of another one.</summary>
    public void Add(TrafficSlice other)
    {
        (_requests, _errors) = (_requests + other.Requests, _errors + other.Errors);
        for (var i = 0; i < Buckets; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        (_requests, _errors) = (0, 0);
        Array.Clear(_counts);
    }

    /// <summary>This share of the requests took at most so many milliseconds; null without requests.</summary>
    /// <param name="share">0 to 1.</param>
    public double? Quantile(double share)
    {
        var rank = (long)Math.Ceiling(share * Requests);
        for (var i = 0; i < Buckets && Requests > 0; i++)
        {
            rank -= _counts[i];
            if (rank <= 0)
            {
                return FirstMilliseconds * Math.Pow(2, (double)i / BucketsToDouble);
            }
        }

        return null;
    }

    /// <summary>What there is to say.</summary>
    public TrafficSliceReport Report => new(Requests, Errors, Quantile(0.5), Quantile(0.99));
}
