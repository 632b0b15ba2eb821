using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Gateway.Health;

/// <summary>The latest of every check. Written by the scheduler; may be read from any thread.</summary>
internal sealed class HealthBoard
{
    private readonly ImmutableArray<string> _names;
    private readonly ConcurrentDictionary<string, CheckStatus> _latest = new(StringComparer.Ordinal);

    /// <summary>A board on which every check is unknown since <paramref name="start"/>.</summary>
    public HealthBoard(IEnumerable<string> checks, DateTimeOffset start)
    {
        _names = [.. checks];
        foreach (var name in _names)
        {
            _latest[name] = new CheckStatus { Name = name, State = CheckState.Unknown, Since = start };
        }
    }

    /// <summary>All checks, in the order of the configuration.</summary>
    public ImmutableArray<CheckStatus> All => [.. _names.Select(name => _latest[name])];

    /// <summary>One check.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public CheckStatus this[string check] => _latest[check];

    /// <summary>Puts up what a run found.</summary>
    internal void Post(CheckStatus status) => _latest[status.Name] = status;
}
