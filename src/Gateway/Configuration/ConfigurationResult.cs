using System.Collections.Immutable;
using Gateway.Configuration.Lint;
using Gateway.Configuration.Reading;

namespace Gateway.Configuration;

/// <summary>What reading a file came to: a configuration or errors, never both and never neither.</summary>
internal sealed record ConfigurationResult
{
    /// <summary>The configuration; null when there are errors.</summary>
    public GatewayConfig? Config { get; init; }

    /// <summary>All sources, one laid over the other; null when one could not be read.</summary>
    public ConfigNode? Root { get; init; }

    /// <summary>What the files held when they were read: a text that changes with them. Null of content that is in no
    /// file.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Of a copy that runs in the place of the files: everything that is wrong with them.</summary>
    public ImmutableArray<ConfigurationError> InPlaceOf { get; init; } = [];

    /// <summary>What is probably not meant in a valid configuration, in the order of the file.</summary>
    public ImmutableArray<LintFinding> Warnings { get; init; } = [];

    /// <summary>Everything that is wrong, in the order of the file.</summary>
    public ImmutableArray<ConfigurationError> Errors { get; init; } = [];
}
