using System.Collections.Immutable;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>The <c>ReverseProxy</c> section after the strict reading, in the form that YARP's own parser
/// takes.</summary>
internal sealed record YarpSection
{
    /// <summary>A file without the section.</summary>
    public static YarpSection Empty { get; } = new() { Values = [], RouteIds = [], ClusterIds = [] };

    /// <summary>Keys and values as .NET's configuration has them. Routes and clusters with errors are left
    /// out.</summary>
    public required ImmutableArray<KeyValuePair<string, string?>> Values { get; init; }

    /// <summary>The routes of the file, those with errors too.</summary>
    public required ImmutableArray<string> RouteIds { get; init; }

    /// <summary>The clusters of the file, those with errors too.</summary>
    public required ImmutableArray<string> ClusterIds { get; init; }
}
