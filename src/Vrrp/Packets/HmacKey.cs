using System.Collections.Immutable;

namespace Gateway.Vrrp.Packets;

/// <summary>A shared secret.</summary>
/// <param name="Id">0 to 255, the same on all nodes.</param>
/// <param name="Secret">Any length from 1 byte; 32 bytes are right.</param>
public readonly record struct HmacKey(byte Id, ImmutableArray<byte> Secret);
