namespace Gateway.Observability;

/// <summary>Lets so many lines of one text pass in a window of time and counts the rest, for one line at the window's
/// end. Any thread.</summary>
internal sealed class RepeatLimit : IDisposable
{
    /// <summary>How many lines of one text pass in one window.</summary>
    public const int Burst = 5;

    // More texts than that in one window are counted by their event alone: a flood of lines that all differ.
    private const int MostTexts = 500;

    /// <summary>How long a window is. It begins with the first line that comes in none.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<RepeatedLine, int> _counts = [];
    private readonly Action<RepeatedLine, int> _report;
    private readonly ITimer _timer;

    /// <summary>Begins without a window.</summary>
    /// <param name="report">Called at the end of a window for each line that was held back, with the number of
    /// times.</param>
    /// <param name="time">The clock.</param>
    public RepeatLimit(Action<RepeatedLine, int> report, TimeProvider time)
    {
        _report = report;
        _timer = time.CreateTimer(_ => EndWindow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Counts a line.</summary>
    /// <returns>Whether it may pass.</returns>
    public bool Admits(RepeatedLine line)
    {
        lock (_gate)
        {
            if (_counts.Count == 0)
            {
                _ = _timer.Change(Window, Timeout.InfiniteTimeSpan);
            }

            var key = _counts.Count < MostTexts || _counts.ContainsKey(line) ? line : line with { Text = null };
            var count = _counts[key] = _counts.GetValueOrDefault(key) + 1;
            return count <= Burst;
        }
    }

    /// <summary>Ends the window, and reports.</summary>
    public void EndWindow()
    {
        KeyValuePair<RepeatedLine, int>[] held;
        lock (_gate)
        {
            held = [.. _counts.Where(pair => pair.Value > Burst)];
            _counts.Clear();
        }

        foreach (var (line, count) in held)
        {
            _report(line, count - Burst);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        EndWindow();
    }
}
