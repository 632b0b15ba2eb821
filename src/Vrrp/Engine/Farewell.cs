using System.Collections.Immutable;

namespace Gateway.Vrrp.Engine;

/// <summary>What is left to do for one virtual router when the process that was its Master has died: send packets with
/// priority 0, remove the addresses. In text and bytes, because it crosses a pipe.</summary>
public sealed record Farewell
{
    /// <summary>The interface that the packets leave through.</summary>
    public required string Interface { get; init; }

    /// <summary>The macvlan that carries the virtual MAC address, when there is one: what goes to the group leaves
    /// through it, and it is deleted.</summary>
    public string? VirtualMacInterface { get; init; }

    /// <summary>The address that they leave from.</summary>
    public required string Source { get; init; }

    /// <summary>The packets by destination, from the VRRP header on, not signed.</summary>
    public required ImmutableArray<KeyValuePair<string, byte[]>> Packets { get; init; }

    /// <summary>The key that signs them, when they are to be signed: a signature holds its time.</summary>
    public KeyValuePair<byte, byte[]>? Key { get; init; }

    /// <summary>The addresses, <c>192.168.10.10/32</c>, each with the interface that it stands on.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Addresses { get; init; }
}
