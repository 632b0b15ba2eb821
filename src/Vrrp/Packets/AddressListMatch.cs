namespace Gateway.Vrrp.Packets;

/// <summary>What the address list of an advertisement is to ours. No difference is a reason to discard (RFC 9568
/// section 7.1: MAY verify, SHOULD log).</summary>
public enum AddressListMatch : byte
{
    /// <summary>The same addresses in the same order.</summary>
    Same,

    /// <summary>The same addresses in another order (RFC 9568 section 5.2.9: SHOULD be the same on all
    /// routers).</summary>
    OtherOrder,

    /// <summary>An address is on one side only.</summary>
    Different,
}
