using System.Collections.Immutable;

namespace Gateway.Vrrp.Engine;

/// <summary>What is left to do for one virtual router when the process that was its Master has died: send a packet with
/// priority 0, remove the addresses. In text and bytes, because it crosses a pipe.</summary>
public sealed record Farewell
{
    /// <summary>The interface that the packet leaves through.</summary>
    public required string Interface { get; init; }

    /// <summary>The address that it leaves from.</summary>
    public required string Source { get; init; }

    /// <summary>The packets, from the VRRP header on.</summary>
    public required ImmutableArray<byte[]> Messages { get; init; }

    /// <summary>The addresses, <c>192.168.10.10/32</c>, each with the interface that it stands on.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Addresses { get; init; }
}
