using System.Collections.Immutable;

namespace Gateway.Vrrp.Packets;

/// <summary>VRRPv2 authentication type 1: a password in clear text (RFC 2338 section 5.3.6). It keeps out mistakes, not
/// attackers. Version 3 has no such thing.</summary>
/// <param name="Password">8 bytes, filled up with zeros.</param>
public sealed record PasswordAuthentication(ImmutableArray<byte> Password) : VrrpAuthentication
{
    /// <summary>The Auth Type of packets without a password.</summary>
    internal const byte NoType = 0;

    /// <summary>The Auth Type of packets with one, Simple Text Password.</summary>
    internal const byte Type = 1;

    /// <summary>The Auth Type in packets of version 2.</summary>
    internal static byte TypeOf(VrrpAuthentication? authentication) =>
        authentication is PasswordAuthentication ? Type : NoType;
}
