namespace Gateway.Proxy.Routing;

/// <summary>Where hosts lead to, of one port or of every port. The time it takes does not grow with their
/// number.</summary>
internal sealed class HostNames
{
    private readonly Dictionary<string, int> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _endings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _endingsBySpan;

    /// <summary>Without hosts.</summary>
    public HostNames() => _endingsBySpan = _endings.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Where every name leads to that has no better place; null for nowhere.</summary>
    public int? Rest { get; private set; }

    /// <summary>Adds one that is not there yet; its port is of no matter here.</summary>
    public void Add(HostKey host, int destination)
    {
        if (host.IsEveryName)
        {
            Rest = destination;
        }
        else if (host.Ending is { } ending)
        {
            _endings.Add(ending, destination);
        }
        else
        {
            _names.Add(host.Name, destination);
        }
    }

    /// <summary>Where the name itself leads to; null for nowhere.</summary>
    public int? ByName(string name) => _names.TryGetValue(name, out var destination) ? destination : null;

    /// <summary>Where the longest wildcard leads to that the name fits; null for nowhere. A name with an empty label
    /// fits none.</summary>
    public int? ByEnding(string name)
    {
        if (_endings.Count == 0 || name.StartsWith('.') || name.Contains("..", StringComparison.Ordinal))
        {
            return null;
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        while (dot >= 0)
        {
            if (_endingsBySpan.TryGetValue(name.AsSpan(dot), out var destination))
            {
                return destination;
            }

            dot = name.IndexOf('.', dot + 1);
        }

        return null;
    }
}
