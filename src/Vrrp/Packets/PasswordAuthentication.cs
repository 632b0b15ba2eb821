using System.Collections.Immutable;

namespace Gateway.Vrrp.Packets;

/// <summary>VRRPv2 authentication type 1: a password in clear text (RFC 2338 section 5.3.6). It keeps out mistakes, not
/// attackers.</summary>
/// <param name="Password">8 bytes, filled up with zeros.</param>
public sealed record PasswordAuthentication(ImmutableArray<byte> Password) : VrrpAuthentication;
