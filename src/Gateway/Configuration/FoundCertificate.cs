using System.Collections.Immutable;

namespace Gateway.Configuration;

/// <summary>A certificate in a folder of the configuration.</summary>
/// <param name="File">Its file, absolute.</param>
/// <param name="Names">The DNS names it is for, wildcards included.</param>
/// <param name="NotAfter">End of its validity, UTC.</param>
internal sealed record FoundCertificate(string File, ImmutableArray<string> Names, DateTimeOffset NotAfter)
{
    /// <summary>Whether its only name is the common name of its subject. False by default.</summary>
    public bool HasCommonNameAlone { get; init; }
}
