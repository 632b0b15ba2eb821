using System.Collections.Frozen;

namespace Gateway.Tls;

/// <summary>Finds what belongs to a host: its own entry before that of a wildcard, a longer wildcard before a shorter.
/// Case does not count, nor does a dot at the end.</summary>
/// <typeparam name="T">What belongs to a host.</typeparam>
/// <param name="entries">By name, or by <c>*.example.com</c>; each once.</param>
/// <param name="wildcards">What a wildcard stands for.</param>
internal sealed class HostTable<T>(
    IEnumerable<KeyValuePair<string, T>> entries, WildcardReach wildcards = WildcardReach.OneLabel)
    where T : class
{
    private readonly FrozenDictionary<string, T> _entries =
        entries.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is nothing to be found.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>The entry for a name; null when there is none.</summary>
    /// <param name="host">Without a port; null and empty are nobody's name.</param>
    public T? Find(string? host)
    {
        if (string.IsNullOrEmpty(host) || _entries.Count == 0)
        {
            return null;
        }

        var name = host.EndsWith('.') ? host[..^1] : host;
        return _entries.GetValueOrDefault(name) ?? FindWildcard(name);
    }

    private T? FindWildcard(string name)
    {
        T? found = null;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        while (found is null && dot > 0)
        {
            found = _entries.GetValueOrDefault(string.Concat("*", name.AsSpan(dot)));
            dot = wildcards == WildcardReach.OneLabel ? -1 : name.IndexOf('.', dot + 1);
        }

        return found;
    }
}
