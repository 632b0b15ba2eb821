using System.Collections.Immutable;

namespace Gateway.Configuration;

/// <summary>How TLS is spoken, but for the certificates in folders.</summary>
internal sealed record TlsConfig
{
    /// <summary>What the file gets that says nothing.</summary>
    public static TlsConfig Default { get; } = new();

    /// <summary>Versions and suites. <see cref="TlsPolicy.Intermediate"/> by default.</summary>
    public TlsPolicy Policy { get; init; }

    /// <summary>Whether a client that asks for no host, or for one that nobody knows here, is refused.</summary>
    public bool RequireServerName { get; init; }

    /// <summary>The authority for hosts without a certificate; null: one of this machine's own.</summary>
    public AuthorityKeyPair? InternalAuthority { get; init; }

    /// <summary>What is special about some hosts, in the order of the file.</summary>
    public ImmutableArray<TlsHostConfig> Hosts { get; init; } = [];

    /// <summary>The other hosts of the sites: for each holds what is said of its site's, unless something is said of
    /// itself.</summary>
    public ImmutableArray<HostAlias> Aliases { get; init; } = [];

    /// <summary>The files that the authorities were read from, absolute: who changes one of them changes the
    /// configuration.</summary>
    public IEnumerable<string> AuthorityFiles => Hosts.Select(host => host.ClientCertificates?.File)
        .Append(InternalAuthority?.CertificateFile).Append(InternalAuthority?.KeyFile).OfType<string>().Distinct();

    /// <inheritdoc/>
    public bool Equals(TlsConfig? other) => other is not null
        && Policy == other.Policy
        && RequireServerName == other.RequireServerName
        && InternalAuthority == other.InternalAuthority
        && Hosts.SequenceEqual(other.Hosts)
        && Aliases.SequenceEqual(other.Aliases);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Policy, RequireServerName, InternalAuthority, Hosts.Length);
}
