using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Gateway.Configuration;

/// <summary>One entry of <c>Streams</c>: connections that are passed on as they are.</summary>
internal sealed record StreamConfig
{
    /// <summary>What <see cref="MaxConnections"/> is unless the file says otherwise.</summary>
    public const int DefaultMaxConnections = 4_096;

    /// <summary>Its name in the file.</summary>
    public required string Name { get; init; }

    /// <summary>Hosts whose TLS connections it gets from the HTTPS listeners, without a look inside.</summary>
    public required ImmutableArray<string> ServerNames { get; init; }

    /// <summary>Where connections go. At least one.</summary>
    public required ImmutableArray<DnsEndPoint> Destinations { get; init; }

    /// <summary>How long a connection to a destination may take to be made.</summary>
    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>After that long without a byte either way a connection ends.</summary>
    public required TimeSpan IdleTimeout { get; init; }

    /// <summary>How many connections there may be at once.</summary>
    public required int MaxConnections { get; init; }

    /// <summary>What destinations are told of the client.</summary>
    public required ProxyProtocolVersion ProxyProtocol { get; init; }

    /// <summary>From one probe of a destination to the next.</summary>
    public required TimeSpan ProbeInterval { get; init; }

    /// <summary>A probe that takes longer has failed.</summary>
    public required TimeSpan ProbeTimeout { get; init; }

    /// <summary>How a place is written, <c>10.0.0.21:5432</c> or <c>[fd00::21]:5432</c>.</summary>
    public static string NameOf(DnsEndPoint address) => address.Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{address.Host}]:{address.Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}");

    /// <summary>All of it in a line: two that say the same are the same.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name} {string.Join(',', ServerNames)} {string.Join(',', Destinations.Select(d => d.ToString()))} "
        + $"{ConnectTimeout} {IdleTimeout} {MaxConnections} {ProxyProtocol} {ProbeInterval} {ProbeTimeout}");
}
