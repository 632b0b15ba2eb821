using System.Collections.Immutable;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>Keys and values for .NET's configuration. Its own provider in memory looks through all keys for the
/// children of each, which ten thousand routes do not bear; this one knows them.</summary>
/// <param name="values">The keys and values; keys differ in more than case.</param>
internal sealed class SectionProvider(ImmutableArray<KeyValuePair<string, string?>> values)
    : ConfigurationProvider, IConfigurationSource
{
    private readonly Dictionary<string, SortedSet<string>> _children = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <inheritdoc/>
    public override void Load()
    {
        foreach (var (key, value) in values)
        {
            Data[key] = value;
            AddToParents(key);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
        earlierKeys.Concat(_children.GetValueOrDefault(parentPath ?? "") ?? []);

    // Up to the first that is known: its parents are, too.
    private void AddToParents(string key)
    {
        while (key.Length > 0)
        {
            var colon = key.LastIndexOf(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
            var parent = colon < 0 ? "" : key[..colon];
            if (!_children.TryGetValue(parent, out var siblings))
            {
                _children[parent] = siblings = new(ConfigurationKeyComparer.Instance);
            }

            if (!siblings.Add(key[(colon + 1)..]))
            {
                return;
            }

            key = parent;
        }
    }
}
