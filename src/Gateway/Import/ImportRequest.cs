using Gateway.Configuration;
using Gateway.Import.Reading;

namespace Gateway.Import;

/// <summary>What to import, and how to check the result.</summary>
/// <param name="Sources">The machines, at least one.</param>
/// <param name="Check">How <c>gateway check</c> would read the output; its path is that of the output.</param>
internal sealed record ImportRequest(IReadOnlyList<ImportSource> Sources, ConfigurationRequest Check)
{
    /// <summary>Where files come from.</summary>
    public ConfFiles Files { get; init; } = ConfFiles.Disk;
}
