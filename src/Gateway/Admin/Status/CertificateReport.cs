using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>A certificate.</summary>
/// <param name="Names">The names that it is for.</param>
/// <param name="Source">Its file, or a word for one that was made.</param>
/// <param name="Issuer">Who has signed it.</param>
/// <param name="NotBefore">Since when it is valid.</param>
/// <param name="NotAfter">Until when.</param>
/// <param name="Days">Whole days until then; negative behind it.</param>
internal sealed record CertificateReport(
    ImmutableArray<string> Names,
    string Source,
    string Issuer,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    int Days);
