using System.Collections.Immutable;

namespace Gateway.Configuration;

/// <summary>What reading a file came to: a configuration or errors, never both and never neither.</summary>
internal sealed record ConfigurationResult
{
    /// <summary>The configuration; null when there are errors.</summary>
    public GatewayConfig? Config { get; init; }

    /// <summary>Everything that is wrong, in the order of the file.</summary>
    public ImmutableArray<ConfigurationError> Errors { get; init; } = [];
}
