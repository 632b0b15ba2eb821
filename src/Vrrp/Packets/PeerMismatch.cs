using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>What an advertisement says about the difference between its sender and this node: a peer that is alive but
/// configured otherwise makes two Masters. Never names a password or a key. Allocates: for the cold path.</summary>
public static class PeerMismatch
{
    /// <summary>Whether the reason is likely a difference in configuration, of a sender who is alive.</summary>
    /// <param name="datagram">What was discarded.</param>
    /// <param name="rules">What was expected.</param>
    /// <param name="drop">The rung on which it fell.</param>
    public static bool IsLikely(scoped in VrrpDatagram datagram, AdvertisementRules rules, DropReason drop) =>
        drop == DropReason.TtlNot255 ? IsFromHere(datagram, rules) : IsConfiguration(drop);

    /// <summary>Says what is wrong, with both values where there are two. Never throws, whatever the bytes.</summary>
    /// <param name="datagram">What was discarded.</param>
    /// <param name="rules">What was expected.</param>
    /// <param name="drop">The rung on which it fell.</param>
    /// <returns>Words about the sender, which "it" means; empty for <see cref="DropReason.None"/>.</returns>
    public static string Describe(scoped in VrrpDatagram datagram, AdvertisementRules rules, DropReason drop)
    {
        var message = datagram.Message;
        return drop switch
        {
            DropReason.None => "",
            DropReason.TtlNot255 => Text($"its packets arrive with TTL {datagram.HopLimit}, and must with 255"),
            _ when message.Length < Advertisement.HeaderLength =>
                Text($"its message has {message.Length} bytes, and must have at least {Advertisement.HeaderLength}"),
            DropReason.WrongVersion or DropReason.UnknownVersion =>
                Text($"it speaks VRRP version {message[0] >> 4}, this node version {(int)rules.Version}"),
            DropReason.WrongType => Text($"its message has type {message[0] & 0xF}, an advertisement has 1"),
            DropReason.LengthMismatch => Length(datagram),
            DropReason.BadChecksum => Checksum(datagram),
            DropReason.FirstAddressNotLinkLocal => FirstAddress(datagram),
            DropReason.IntervalMismatch =>
                Text($"its interval is {Advertisement.IntervalOf(message)}, that of this node {rules.Interval}"),
            _ => Sender(datagram, rules, drop) ?? Authentication(datagram, rules, drop) ?? "it sends no valid VRRP",
        };
    }

    /// <summary>Says that a peer, whose advertisements count, sends them too seldom to stay Master.</summary>
    /// <param name="interval">The time between two of them, as it says.</param>
    /// <param name="patience">How long this node waits for one, at most; not longer than that.</param>
    /// <returns>Words about the sender, which "it" means.</returns>
    public static string DescribeInterval(Duration interval, Duration patience) =>
        $"its interval is {interval}, and this node, with a shorter one, waits for a Master no longer than {patience}: "
        + "the addresses move back and forth";

    private static bool IsConfiguration(DropReason drop) => drop
        is DropReason.WrongVersion or DropReason.BadChecksum or DropReason.FirstAddressNotLinkLocal
        or DropReason.WrongDestination or DropReason.NotAPeer or DropReason.SourceNotOnLink
        or DropReason.WrongAuthenticationType or DropReason.WrongPassword or DropReason.IntervalMismatch
        or DropReason.HmacMissing or DropReason.HmacUnknownKey or DropReason.HmacWrong
        or DropReason.HmacOutsideWindow;

    // With another TTL anybody could send from afar: only who would be heard with the right one is worth a word. A
    // forger who takes the name of a peer is worth one.
    private static bool IsFromHere(scoped in VrrpDatagram datagram, AdvertisementRules rules) =>
        rules.Expects(datagram.Source) && datagram.Destination.IsMulticast == rules.Peers.IsEmpty;

    private static string? Sender(scoped in VrrpDatagram datagram, AdvertisementRules rules, DropReason drop) =>
        drop switch
        {
            DropReason.NoAddresses => "it advertises no address",
            DropReason.ZeroInterval => "its interval is 0",
            DropReason.OwnAddress => $"it sends from {datagram.Source}, the address of this node",
            DropReason.WrongDestination when rules.Peers.IsEmpty =>
                $"it sends to {datagram.Destination}, this node has no peers and listens to "
                + $"{Advertisement.GroupOf(datagram.Source.Family)}",
            DropReason.WrongDestination =>
                $"it sends to the group {datagram.Destination}, this node expects unicast from {Join(rules.Peers)}",
            DropReason.NotAPeer => $"it sends from {datagram.Source}, the peers of this node are {Join(rules.Peers)}",
            DropReason.SourceNotOnLink =>
                $"it sends from {datagram.Source}, the networks of the interface are {Join(rules.OnLink)}",
            _ => null,
        };

    private static string? Authentication(scoped in VrrpDatagram datagram, AdvertisementRules rules, DropReason drop) =>
        drop switch
        {
            DropReason.WrongAuthenticationType =>
                $"it sends with {TypeName(datagram.Message[4])}, this node with "
                + TypeName(PasswordAuthentication.TypeOf(rules.Authentication)),
            DropReason.WrongPassword => "its password is not that of this node",
            DropReason.HmacMissing => "it does not sign, and this node wants an HMAC",
            DropReason.HmacUnknownKey when IsSigned(datagram, out var keyId, out _) =>
                Text($"it signs with key {keyId}, this node has {KeyIds(rules.Authentication)}"),
            DropReason.HmacWrong when IsSigned(datagram, out var keyId, out _) =>
                Text($"it signs with another secret under key {keyId}, or is forged"),
            DropReason.HmacOutsideWindow when IsSigned(datagram, out _, out var stamp) =>
                Text($"its clock says {Time(stamp)}, further from ours than {Window(rules.Authentication)}"),
            DropReason.HmacReplayed when IsSigned(datagram, out _, out var stamp) =>
                Text($"its time stamp {Time(stamp)} is not later than its last: somebody repeats old packets"),
            _ => null,
        };

    private static string Length(scoped in VrrpDatagram datagram)
    {
        var message = datagram.Message;
        var length = Advertisement.LengthOf(Advertisement.VersionOf(message), message[3], datagram.Source.Length);
        return Text($"its message has {message.Length} bytes, with {message[3]} address(es) it must have {length}");
    }

    private static string Checksum(scoped in VrrpDatagram datagram)
    {
        var message = datagram.Message;
        var version = Advertisement.VersionOf(message);
        var length = Advertisement.LengthOf(version, message[3], datagram.Source.Length);
        var copy = message[..Math.Min(length, message.Length)].ToArray();
        copy.AsSpan(Advertisement.ChecksumOffset, 2).Clear();
        var theirs = BinaryPrimitives.ReadUInt16BigEndian(message[Advertisement.ChecksumOffset..]);
        var plain = InternetChecksum.Compute(copy);
        var full = InternetChecksum.Compute(copy, datagram.Source, datagram.Destination);
        return (version, datagram.Source.Family) switch
        {
            (VrrpVersion.V2, _) => Text($"its checksum is {theirs:x4}, right is {plain:x4}"),
            (_, IpFamily.IPv6) => Text($"its checksum is {theirs:x4}, right is {full:x4}"),
            _ => Text($"its checksum is {theirs:x4}, right are {full:x4} and, without pseudo-header, {plain:x4}"),
        };
    }

    private static string FirstAddress(scoped in VrrpDatagram datagram)
    {
        var addresses = datagram.Message[Advertisement.HeaderLength..];
        var first = addresses.Length < 16 ? default : IpAddr.FromBytes(addresses[..16]);
        return $"its first address is {first}, and must be link-local";
    }

    private static bool IsSigned(scoped in VrrpDatagram datagram, out byte keyId, out HmacStamp stamp)
    {
        var trailer = datagram.Message[^Math.Min(HmacTrailer.Length, datagram.Message.Length)..];
        return HmacTrailer.TryRead(trailer, out keyId, out stamp);
    }

    private static string TypeName(byte type) => type switch
    {
        PasswordAuthentication.NoType => "no password",
        PasswordAuthentication.Type => "a password",
        _ => Text($"authentication type {type}"),
    };

    private static string KeyIds(VrrpAuthentication? authentication) => authentication is HmacAuthentication hmac
        ? string.Join(", ", hmac.Keys.Select(key => key.Id.ToString(CultureInfo.InvariantCulture)))
        : "none";

    private static string Window(VrrpAuthentication? authentication) =>
        (authentication as HmacAuthentication)?.Window.ToString() ?? "allowed";

    private static string Time(HmacStamp stamp) => DateTimeOffset.FromUnixTimeSeconds(stamp.Seconds)
        .ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Join<T>(ImmutableArray<T> items) => items.IsEmpty ? "none" : string.Join(", ", items);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
