using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Gateway.Observability;

/// <summary>How much is logged, to be changed while the process runs, for good or for a while. Any thread.</summary>
/// <param name="usual">The level that the command line says.</param>
/// <param name="time">Ends what is for a while.</param>
internal sealed class LogLevels(LogLevel usual, TimeProvider time)
    : IConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>, IDisposable
{
    /// <summary>The name that stands for everything of ours.</summary>
    public const string All = "all";

    /// <summary>The longest while that a level may be set for.</summary>
    public static readonly TimeSpan LongestWhile = TimeSpan.FromDays(7);

    private const string Ours = "Gateway.";

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, bool> _categories = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ITimer> _timers = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, LevelInForce> _levels =
        ImmutableSortedDictionary.Create<string, LevelInForce>(StringComparer.Ordinal);
    private CancellationTokenSource _changed = new();

    /// <inheritdoc/>
    public string Name => Options.DefaultName;

    /// <summary>What counts where nothing is set.</summary>
    public LogLevel Usual => usual;

    /// <summary>The time that ends what is for a while.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>What is set, by category.</summary>
    public ImmutableArray<LevelInForce> InForce => [.. Volatile.Read(ref _levels).Values];

    /// <summary>Names that may be set: the areas of ours.</summary>
    public IReadOnlyCollection<string> Areas =>
    [
        .. _categories.Keys.Where(name => name.StartsWith(Ours, StringComparison.Ordinal))
            .Select(name => name[Ours.Length..].Split('.')[0])
            .Distinct().Order(StringComparer.Ordinal).Prepend(All),
    ];

    /// <summary>Notes that there is such a category.</summary>
    public void Note(string category) => _categories[category] = true;

    /// <summary>Finds the category that an operator means: <c>all</c>, <c>Proxy</c>, <c>Gateway.Proxy</c>,
    /// <c>VrrpLog</c>, <c>Microsoft.AspNetCore</c>.</summary>
    /// <returns>Null when there is none.</returns>
    public string? Find(string name)
    {
        if (name.Equals(All, StringComparison.OrdinalIgnoreCase))
        {
            return All;
        }

        var prefixes = _categories.Keys.SelectMany(Prefixes).Distinct(StringComparer.Ordinal).ToArray();
        bool Is(string wanted, string prefix) => prefix.Equals(wanted, StringComparison.OrdinalIgnoreCase);
        return prefixes.FirstOrDefault(prefix => Is(name, prefix))
            ?? prefixes.FirstOrDefault(prefix => Is(Ours + name, prefix))
            ?? prefixes.FirstOrDefault(prefix => Is(name, prefix.Split('.')[^1]));
    }

    /// <summary>Logs so much of a category from now on.</summary>
    /// <param name="category">One that <see cref="Find"/> has found.</param>
    /// <param name="level">This level and all above it.</param>
    /// <param name="duration">For how long, up to <see cref="LongestWhile"/>: then what was set for good before it is
    /// in force again. Null until the end of the process.</param>
    /// <returns>What is in force.</returns>
    public LevelInForce Set(string category, LogLevel level, TimeSpan? duration)
    {
        LevelInForce next;
        lock (_gate)
        {
            if (_timers.Remove(category, out var former))
            {
                former.Dispose();
            }

            var before = _levels.GetValueOrDefault(category);
            next = new(
                category, level, duration is { } length ? time.GetUtcNow() + length : null,
                duration is null ? null : before is { Until: null } ? before.Level : before?.Former);
            _levels = _levels.SetItem(category, next);
            if (duration is { } limit)
            {
                _timers[category] = time.CreateTimer(_ => End(next), null, limit, Timeout.InfiniteTimeSpan);
            }
        }

        Tell();
        return next;
    }

    /// <inheritdoc/>
    public void Configure(LoggerFilterOptions options)
    {
        var levels = Volatile.Read(ref _levels);
        options.MinLevel = levels.GetValueOrDefault(All)?.Level ?? usual;
        foreach (var (category, set) in levels.Where(pair => pair.Key != All))
        {
            options.Rules.Add(new(null, category, set.Level, null));
        }
    }

    /// <inheritdoc/>
    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var timer in _timers.Values)
            {
                timer.Dispose();
            }

            _timers.Clear();
        }

        _changed.Dispose();
    }

    private static IEnumerable<string> Prefixes(string category)
    {
        for (var dot = category.IndexOf('.', StringComparison.Ordinal); dot >= 0;
            dot = category.IndexOf('.', dot + 1))
        {
            yield return category[..dot];
        }

        yield return category;
    }

    private void End(LevelInForce over)
    {
        lock (_gate)
        {
            // Another may have come while the timer fired.
            if (!ReferenceEquals(_levels.GetValueOrDefault(over.Category), over))
            {
                return;
            }

            _levels = over.Former is { } former
                ? _levels.SetItem(over.Category, new(over.Category, former, null, null))
                : _levels.Remove(over.Category);
            _ = _timers.Remove(over.Category);
        }

        Tell();
    }

    private void Tell()
    {
        // A token fires once: the next one BEFORE the options are asked anew.
        using var fired = Interlocked.Exchange(ref _changed, new CancellationTokenSource());
        fired.Cancel();
    }
}
