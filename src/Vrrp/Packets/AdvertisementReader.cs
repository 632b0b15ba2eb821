using System.Security.Cryptography;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Reads advertisements of both versions and families: the ladder of <see cref="DropReason"/>, in order
/// (RFC 9568 section 7.1; RFC 3768 section 7.1 for version 2). Never throws, whatever the bytes.</summary>
public static class AdvertisementReader
{
    private const byte RequiredHopLimit = 255;
    private const byte CarpVersionAndType = 0x21;
    private const byte CarpAuthenticationLength = 7;
    private const int CarpLength = 36;

    /// <summary>Which virtual router a datagram speaks to, for the demultiplexer: true from
    /// <see cref="DropReason.UnknownVirtualRouter"/> on, so that later rungs are counted where they belong. True also
    /// when the hop limit alone is wrong: the virtual router knows whether the sender is a peer.</summary>
    /// <returns>False when the datagram fell before; <paramref name="drop"/> says on which rung.</returns>
    public static bool TryReadVirtualRouterId(
        scoped in VrrpDatagram datagram, out byte virtualRouterId, out DropReason drop)
    {
        drop = ClimbHead(datagram);
        var isMeant = drop == DropReason.None
            || (drop == DropReason.TtlNot255 && ClimbForm(datagram) == DropReason.None);
        virtualRouterId = isMeant ? datagram.Message[1] : (byte)0;
        return isMeant;
    }

    /// <summary>Reads a datagram that <see cref="TryReadVirtualRouterId"/> let pass. The last two rungs are those of
    /// <see cref="HmacReplayGuard"/>, which remembers; this function may look at a packet twice.</summary>
    /// <param name="datagram">What arrived.</param>
    /// <param name="rules">What the virtual router expects.</param>
    /// <param name="advertisement">The view; valid as long as the datagram's bytes.</param>
    /// <param name="drop">The rung on which it fell.</param>
    /// <returns>Whether the datagram is a valid advertisement.</returns>
    public static bool TryRead(
        scoped in VrrpDatagram datagram, AdvertisementRules rules, out Advertisement advertisement, out DropReason drop)
    {
        advertisement = default;
        drop = Climb(datagram, rules, out var form);
        if (drop != DropReason.None)
        {
            return false;
        }

        var message = datagram.Message;
        var addressesEnd = Advertisement.HeaderLength + message[3] * datagram.Source.Length;
        advertisement = new()
        {
            Source = datagram.Source,
            Version = rules.Version,
            VirtualRouterId = message[1],
            Priority = message[2],
            Interval = Advertisement.IntervalOf(message),
            ChecksumForm = form,
            Stamp = rules.Authentication is HmacAuthentication
                && HmacTrailer.TryRead(message[LengthOf(datagram)..], out _, out var stamp) ? stamp : null,
            Addresses = message[Advertisement.HeaderLength..addressesEnd],
        };
        return true;
    }

    private static DropReason Climb(scoped in VrrpDatagram datagram, AdvertisementRules rules, out ChecksumForm form)
    {
        form = default;
        var drop = ClimbHead(datagram);
        drop = drop == DropReason.None && datagram.HopLimit != RequiredHopLimit
            && rules.Peers.IsEmpty && !rules.IsOnLink(datagram.Source)
            ? DropReason.TtlNot255
            : drop;
        drop = drop == DropReason.None ? ClimbMessage(datagram, rules.Version, out form) : drop;
        drop = drop == DropReason.None ? ClimbSender(datagram, rules) : drop;
        return drop == DropReason.None ? ClimbAuthentication(datagram, rules) : drop;
    }

    // "MUST verify that the IPv4 TTL or IPv6 Hop Limit is 255 ... that the VRRP version is 3", or for us 2.
    private static DropReason ClimbHead(scoped in VrrpDatagram datagram) =>
        datagram.HopLimit != RequiredHopLimit && !MayCrossRouters(datagram)
            ? DropReason.TtlNot255
            : ClimbForm(datagram);

    private static DropReason ClimbForm(scoped in VrrpDatagram datagram)
    {
        var message = datagram.Message;
        return message switch
        {
            _ when message.Length < Advertisement.HeaderLength => DropReason.TooShort,
            _ when IsCarp(message) => DropReason.Carp,
            _ when !IsKnownVersion(message, datagram.Source.Family) => DropReason.UnknownVersion,
            _ when (message[0] & 0xF) != Advertisement.Type => DropReason.WrongType,
            _ => DropReason.None,
        };
    }

    // keepalived leaves the hop limit of IPv6 unicast, which is no matter of the RFC, at the kernel's 64. Who may send
    // that way, the list of peers says.
    private static bool MayCrossRouters(scoped in VrrpDatagram datagram) =>
        datagram.Destination.Family == IpFamily.IPv6 && !datagram.Destination.IsMulticast;

    // "MUST verify that the received packet contains the complete VRRP packet". Bytes behind it are not looked at,
    // unless this router wants a trailer: the RFC does not say, and the checksum covers what the count says.
    private static DropReason ClimbMessage(
        scoped in VrrpDatagram datagram, VrrpVersion version, out ChecksumForm form)
    {
        form = default;
        if (Advertisement.VersionOf(datagram.Message) != version)
        {
            return DropReason.WrongVersion;
        }

        var length = LengthOf(datagram);
        if (datagram.Message.Length < length)
        {
            return DropReason.LengthMismatch;
        }

        var message = datagram.Message[..length];
        return message switch
        {
            _ when !IsChecksumRight(message, datagram.Source, datagram.Destination, out form)
                && !IsWholeChecksumRight(datagram) => DropReason.BadChecksum,
            _ when message[3] == 0 => DropReason.NoAddresses,
            _ when Advertisement.IntervalOf(message) == Duration.Zero => DropReason.ZeroInterval,
            _ when datagram.Source.Family == IpFamily.IPv6 && !IsFirstLinkLocal(message)
                => DropReason.FirstAddressNotLinkLocal,
            _ => DropReason.None,
        };
    }

    private static DropReason ClimbSender(scoped in VrrpDatagram datagram, AdvertisementRules rules)
    {
        var source = datagram.Source;
        var isMulticast = rules.Peers.IsEmpty;
        return source switch
        {
            _ when source == rules.OwnSource => DropReason.OwnAddress,
            _ when isMulticast && datagram.Destination != Advertisement.GroupOf(source.Family)
                => DropReason.WrongDestination,
            _ when !isMulticast && datagram.Destination.IsMulticast => DropReason.WrongDestination,
            _ when !isMulticast && !rules.Peers.AsSpan().Contains(source) => DropReason.NotAPeer,
            _ when isMulticast && !rules.IsOnLink(source) => DropReason.SourceNotOnLink,
            _ => DropReason.None,
        };
    }

    // RFC 3768: "MUST verify that the Auth Type matches the locally configured authentication method", then "MUST
    // verify that the Adver Interval in the packet is the same as the locally configured". The HMAC is dearest, so
    // last.
    private static DropReason ClimbAuthentication(scoped in VrrpDatagram datagram, AdvertisementRules rules)
    {
        var message = datagram.Message;
        var isVersion2 = rules.Version == VrrpVersion.V2;
        return message switch
        {
            _ when isVersion2 && message[4] != PasswordAuthentication.TypeOf(rules.Authentication)
                => DropReason.WrongAuthenticationType,
            _ when isVersion2 && !IsPasswordRight(message[..LengthOf(datagram)], rules.Authentication)
                => DropReason.WrongPassword,
            _ when isVersion2 && Advertisement.IntervalOf(message) != rules.Interval => DropReason.IntervalMismatch,
            _ when rules.Authentication is HmacAuthentication hmac => ClimbHmac(datagram, hmac),
            _ => DropReason.None,
        };
    }

    private static DropReason ClimbHmac(scoped in VrrpDatagram datagram, HmacAuthentication hmac)
    {
        if (!HmacTrailer.TryRead(datagram.Message[LengthOf(datagram)..], out var keyId, out _))
        {
            return hmac.Mode == HmacMode.Enforce ? DropReason.HmacMissing : DropReason.None;
        }

        if (!hmac.TryFind(keyId, out var key))
        {
            return DropReason.HmacUnknownKey;
        }

        return HmacTrailer.IsRight(datagram.Message, datagram.Source, key) ? DropReason.None : DropReason.HmacWrong;
    }

    private static int LengthOf(scoped in VrrpDatagram datagram) => Advertisement.LengthOf(
        Advertisement.VersionOf(datagram.Message), datagram.Message[3], datagram.Source.Length);

    // Where VRRPv2 counts addresses, CARP has the length of its counter and hash in words.
    private static bool IsCarp(ReadOnlySpan<byte> message) =>
        message.Length == CarpLength && message[0] == CarpVersionAndType && message[3] == CarpAuthenticationLength;

    private static bool IsKnownVersion(ReadOnlySpan<byte> message, IpFamily family) =>
        Advertisement.VersionOf(message) switch
        {
            VrrpVersion.V3 => true,
            VrrpVersion.V2 => family == IpFamily.IPv4,
            _ => false,
        };

    private static bool IsFirstLinkLocal(ReadOnlySpan<byte> message) =>
        LinkLocal.Contains(IpAddr.FromBytes(message.Slice(Advertisement.HeaderLength, 16)));

    private static bool IsPasswordRight(ReadOnlySpan<byte> message, VrrpAuthentication? authentication) =>
        authentication is not PasswordAuthentication own || CryptographicOperations.FixedTimeEquals(
            message[^Advertisement.PasswordLength..], own.Password.AsSpan());

    // Over IPv6 the sender's kernel writes the checksum, and knows no trailer: it covers all there is.
    private static bool IsWholeChecksumRight(scoped in VrrpDatagram datagram) =>
        datagram.Source.Family == IpFamily.IPv6
        && InternetChecksum.Compute(datagram.Message, datagram.Source, datagram.Destination) == 0;

    // A sum over a message that holds its own checksum is zero. Version 2 has no pseudo-header, IPv6 always has one.
    private static bool IsChecksumRight(
        ReadOnlySpan<byte> message, IpAddr source, IpAddr destination, out ChecksumForm form)
    {
        var isVersion2 = Advertisement.VersionOf(message) == VrrpVersion.V2;
        form = !isVersion2 && InternetChecksum.Compute(message, source, destination) == 0
            ? ChecksumForm.PseudoHeader
            : ChecksumForm.MessageOnly;
        return form == ChecksumForm.PseudoHeader
            || (source.Family == IpFamily.IPv4 && InternetChecksum.Compute(message) == 0);
    }
}
