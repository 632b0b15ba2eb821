namespace Vrrp.Tests.Packets;

/// <summary>No one packet can fall on every rung; of these three, each rung has one.</summary>
public enum LadderWorld
{
    /// <summary>Version 3 over IPv4, multicast, signed.</summary>
    SignedMulticast,

    /// <summary>Version 2, unicast, with a password.</summary>
    UnicastWithPassword,

    /// <summary>Version 3 over IPv6, multicast.</summary>
    IPv6,
}
