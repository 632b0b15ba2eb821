using System.Collections.Immutable;

namespace Gateway.Configuration.Reload;

/// <summary>What a new configuration asks of something that has a name.</summary>
/// <param name="Name">The name, the same in both configurations.</param>
/// <param name="Kind">What kind of change it is.</param>
internal readonly record struct NamedChange(string Name, ChangeKind Kind)
{
    /// <summary>Compares two lists.</summary>
    /// <param name="old">The old one.</param>
    /// <param name="next">The new one.</param>
    /// <param name="nameOf">The name of an item; names differ within a list.</param>
    /// <param name="isSame">Whether two items of one name say the same.</param>
    /// <returns>One change for each name: those of the old list in its order, then the new ones.</returns>
    public static ImmutableArray<NamedChange> Between<T>(
        ImmutableArray<T> old, ImmutableArray<T> next, Func<T, string> nameOf, Func<T, T, bool> isSame)
    {
        var news = next.ToDictionary(nameOf, StringComparer.Ordinal);
        var olds = old.Select(nameOf).ToHashSet(StringComparer.Ordinal);
        var kept = old.Select(item => new NamedChange(
            nameOf(item),
            !news.TryGetValue(nameOf(item), out var other) ? ChangeKind.Removed
                : isSame(item, other) ? ChangeKind.Unchanged
                : ChangeKind.Changed));
        var added = next.Select(nameOf).Where(name => !olds.Contains(name));
        return [.. kept, .. added.Select(name => new NamedChange(name, ChangeKind.Added))];
    }

    /// <summary>Compares two lists in which the name is all there is.</summary>
    public static ImmutableArray<NamedChange> Between(ImmutableArray<string> old, ImmutableArray<string> next) =>
        Between(old, next, name => name, (_, _) => true);
}
