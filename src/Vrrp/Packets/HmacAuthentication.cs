using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>A trailer of 28 bytes with a time stamp and half an HMAC-SHA256, as keepalived has it since 2.4.2
/// (<c>auth_hmac</c>, draft-cassen-vrrp-auth-hmac). For both versions and both families.</summary>
public sealed record HmacAuthentication : VrrpAuthentication
{
    /// <summary>The keys that are accepted; ids differ.</summary>
    public required ImmutableArray<HmacKey> Keys { get; init; }

    /// <summary>Which of them signs.</summary>
    public required byte ActiveKey { get; init; }

    /// <summary>What happens to packets without a trailer, and whether ours have one.</summary>
    public HmacMode Mode { get; init; }

    /// <summary>How far a sender's clock may be from ours. 1 s to 300 s.</summary>
    public required Duration Window { get; init; }

    /// <summary>Whether our own packets have a trailer.</summary>
    internal bool Signs => Mode != HmacMode.ReceiveOnly;

    /// <summary>Looks up a key.</summary>
    internal bool TryFind(byte id, out HmacKey key)
    {
        foreach (var candidate in Keys.AsSpan())
        {
            if (candidate.Id == id)
            {
                key = candidate;
                return true;
            }
        }

        key = default;
        return false;
    }
}
