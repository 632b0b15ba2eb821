using System.Collections.Immutable;

namespace Gateway.Health;

/// <summary>The latest of every check, and what it said before. Written by the scheduler; may be read from any
/// thread.</summary>
internal sealed class HealthBoard
{
    /// <summary>How many results of each check are kept.</summary>
    public const int Remembered = 20;

    // Replaced whole.
    private volatile OrderedDictionary<string, CheckRecord> _records = [];

    /// <summary>All checks, in the order of the configuration.</summary>
    public ImmutableArray<CheckStatus> All => [.. _records.Values.Select(record => record.Status)];

    /// <summary>One check.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public CheckStatus this[string check] => _records[check].Status;

    /// <summary>One check.</summary>
    /// <returns>Null when there is none of that name.</returns>
    public CheckStatus? Find(string check) => _records.GetValueOrDefault(check)?.Status;

    /// <summary>Shows these and no others, in this order.</summary>
    internal void Show(IEnumerable<CheckRecord> records) =>
        _records = new(records.Select(record => KeyValuePair.Create(record.Name, record)));
}
