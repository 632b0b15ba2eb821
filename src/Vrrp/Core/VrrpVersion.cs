namespace Gateway.Vrrp.Core;

/// <summary>The version of the protocol that a virtual router speaks. The value is what stands in the packet.</summary>
public enum VrrpVersion : byte
{
    /// <summary>No version.</summary>
    None,

    /// <summary>VRRPv2, RFC 3768: IPv4, whole seconds, which must be the same on all nodes.</summary>
    V2 = 2,

    /// <summary>VRRPv3, RFC 9568: both families, steps of 10 ms, learned from the Master.</summary>
    V3 = 3,
}
