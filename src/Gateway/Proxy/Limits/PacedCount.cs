namespace Gateway.Proxy.Limits;

/// <summary>Counts what is told in the log at most once a minute. Any thread may call.</summary>
/// <param name="time">The clock.</param>
internal sealed class PacedCount(TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long _count;
    private long? _toldAt;

    /// <summary>Counts one.</summary>
    /// <returns>How many there were since the last time that this returned a number; null: say nothing yet.</returns>
    public long? Add()
    {
        lock (_gate)
        {
            _count++;
            if (_toldAt is { } last && time.GetElapsedTime(last) < s_pause)
            {
                return null;
            }

            var told = _count;
            (_count, _toldAt) = (0, time.GetTimestamp());
            return told;
        }
    }
}
