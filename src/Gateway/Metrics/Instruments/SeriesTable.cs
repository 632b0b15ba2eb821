using System.Collections.Concurrent;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Instruments;

/// <summary>The series of one metric. Any thread; looking one up that is there costs no lock.</summary>
/// <typeparam name="T">What counts in each.</typeparam>
/// <param name="family">The metric.</param>
/// <param name="make">Makes a series at zero.</param>
internal sealed class SeriesTable<T>(MetricFamily family, Func<T> make)
    where T : class
{
    /// <summary>How many series there may be. What comes beyond is counted together, with <see cref="Other"/> for
    /// every label: a file with a thousand routes must not make a page of ten thousand lines out of nothing.</summary>
    public const int Most = 1000;

    /// <summary>What stands for the values beyond <see cref="Most"/>.</summary>
    public const string Other = "(other)";

    private static readonly SeriesKey Beyond = new(Other, Other, Other, Other);

    private readonly ConcurrentDictionary<SeriesKey, T> _series = new();
    private int _count;

    /// <summary>The series of these labels; made when it is the first of its kind.</summary>
    public T this[in SeriesKey key] => _series.TryGetValue(key, out var found) ? found : Add(key);

    /// <summary>Calls for every series, with the values of its labels.</summary>
    public void ForEach(Action<T, ReadOnlySpan<string>> put)
    {
        var values = new string[SeriesKey.Most];
        // The dictionary's own copy: that of LINQ, for sorting, breaks when a series comes meanwhile.
        foreach (var (key, series) in _series.ToArray().OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal))
        {
            key.CopyTo(values);
            put(series, values.AsSpan(0, family.Labels.Length));
        }
    }

    // A race may add a few more than allowed.
    private T Add(in SeriesKey key)
    {
        if (Volatile.Read(ref _count) >= Most)
        {
            return _series.GetOrAdd(Beyond, _ => make());
        }

        var made = make();
        var kept = _series.GetOrAdd(key, made);
        if (ReferenceEquals(kept, made))
        {
            _ = Interlocked.Increment(ref _count);
        }

        return kept;
    }
}
