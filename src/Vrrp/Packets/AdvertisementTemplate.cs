using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>What all advertisements of a virtual router have in common.</summary>
public sealed record AdvertisementTemplate
{
    /// <summary>The version that they are written in. Version 2 is for IPv4 alone.</summary>
    public VrrpVersion Version { get; init; } = VrrpVersion.V3;

    /// <summary>The virtual router id, 1 to 255.</summary>
    public required byte VirtualRouterId { get; init; }

    /// <summary>10 ms to 40.95 s in steps of 10 ms; in version 2, 1 s to 255 s in whole seconds.</summary>
    public required Duration Interval { get; init; }

    /// <summary>The virtual addresses in the order of the wire: 1 to 255, all of one family.</summary>
    public required ImmutableArray<AddressPrefix> Addresses { get; init; }

    /// <summary>How they prove where they come from; null: not at all. A password is for version 2 alone.</summary>
    public VrrpAuthentication? Authentication { get; init; }

    /// <summary>Bytes of each advertisement.</summary>
    public int Length => MessageLength + (SigningKey is null ? 0 : HmacTrailer.Length);

    /// <summary>Bytes without the trailer: what the checksum covers.</summary>
    internal int MessageLength =>
        Advertisement.LengthOf(Version, Addresses.Length, Addresses.IsEmpty ? 0 : Addresses[0].Address.Length);

    /// <summary>What they are signed with; null: they are not.</summary>
    internal HmacKey? SigningKey =>
        Authentication is HmacAuthentication { Signs: true } hmac && hmac.TryFind(hmac.ActiveKey, out var key)
            ? key
            : null;
}
