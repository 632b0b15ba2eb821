using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gateway.Health;

/// <summary>The latest of every check, and what it said before. Written by the scheduler; may be read from any
/// thread.</summary>
internal sealed class HealthBoard
{
    /// <summary>How many results of each check are kept.</summary>
    public const int Remembered = 20;

    private readonly ImmutableArray<string> _names;
    private readonly FrozenDictionary<string, CheckRecord> _records;

    /// <summary>A board on which every check is unknown since <paramref name="start"/>.</summary>
    public HealthBoard(IReadOnlyCollection<ScheduledCheck> checks, DateTimeOffset start)
    {
        _names = [.. checks.Select(check => check.Name)];
        _records = checks.ToFrozenDictionary(
            check => check.Name, check => new CheckRecord(check.Name, start, check.Initial));
    }

    /// <summary>All checks, in the order of the configuration.</summary>
    public ImmutableArray<CheckStatus> All => [.. _names.Select(name => _records[name].Status)];

    /// <summary>One check.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public CheckStatus this[string check] => _records[check].Status;

    /// <summary>One check.</summary>
    /// <returns>Null when there is none of that name.</returns>
    public CheckStatus? Find(string check) => _records.GetValueOrDefault(check)?.Status;

    /// <summary>Where the scheduler writes.</summary>
    internal CheckRecord RecordOf(string check) => _records[check];
}
