namespace Tls;

/// <summary>The settings of a TLS check.</summary>
public sealed class TlsSettings
{
    /// <summary>Where to connect: a name or an address.</summary>
    public required string Host { get; init; }

    /// <summary>1 to 65535. Defaults to 443.</summary>
    public int Port { get; init; } = 443;

    /// <summary>The name that is asked for (SNI) and that the certificate must have. Defaults to null: the
    /// host.</summary>
    public string? Name { get; init; }

    /// <summary>A certificate with fewer days left is unhealthy; 0 to 3650. Defaults to 0: an expired
    /// one.</summary>
    public int Days { get; init; }

    /// <summary>A certificate with fewer days left is degraded; 0 to 3650, 0: never. Defaults to 14.</summary>
    public int DegradedDays { get; init; } = 14;

    /// <summary>How ill a degraded one is, in percent, 1 to 99. Defaults to 50.</summary>
    public int Demotion { get; init; } = 50;

    /// <summary>Whether an authority that is trusted must have signed it. Defaults to true.</summary>
    public bool VerifyChain { get; init; } = true;

    /// <summary>Whether it must have the name. Defaults to true.</summary>
    public bool VerifyName { get; init; } = true;

    /// <summary>A PEM file with the only authorities to trust. Defaults to null: those of the system.</summary>
    public string? CaFile { get; init; }
}
