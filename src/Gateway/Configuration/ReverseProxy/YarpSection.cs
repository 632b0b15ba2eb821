using System.Collections.Immutable;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>The <c>ReverseProxy</c> section after the strict reading, in the form that YARP's own parser
/// takes.</summary>
internal sealed record YarpSection
{
    /// <summary>A file without the section.</summary>
    public static YarpSection Empty { get; } = new() { Values = [], RouteIds = [], ClusterIds = [], Spoiled = [] };

    /// <summary>Keys and values as .NET's configuration has them. What does not fit is left out.</summary>
    public required ImmutableArray<KeyValuePair<string, string?>> Values { get; init; }

    /// <summary>The routes of the file, those with errors too.</summary>
    public required ImmutableArray<string> RouteIds { get; init; }

    /// <summary>The clusters of the file, those with errors too.</summary>
    public required ImmutableArray<string> ClusterIds { get; init; }

    /// <summary>Paths that have an error already, and those that a misspelt one was meant to be.</summary>
    public required ImmutableArray<string> Spoiled { get; init; }

    /// <summary>Whether an error at a path may be but an echo: of one at the same place, in what is below it, or in the
    /// list or object that it is in.</summary>
    public bool IsSpoiled(string path) => Spoiled.Any(spoiled => Holds(spoiled, path) || Holds(path, spoiled));

    private static bool Holds(string outer, string inner) =>
        inner.StartsWith(outer, StringComparison.OrdinalIgnoreCase)
        && (inner.Length == outer.Length || inner[outer.Length] == ':');
}
