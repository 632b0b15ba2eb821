using System.Globalization;

namespace Gateway.Vrrp.Core;

/// <summary>An address with the length of its prefix, as an interface carries it.</summary>
/// <param name="Address">The address itself, host bits included.</param>
/// <param name="PrefixLength">Bits of the network: 0 to 32 for IPv4, 0 to 128 for IPv6.</param>
public readonly record struct AddressPrefix(IpAddr Address, byte PrefixLength)
{
    /// <summary>Reads <c>192.168.10.10/24</c>; without a length the prefix is the address alone (/32, /128), as in
    /// keepalived.</summary>
    /// <returns>False when the text is no address or the length is out of range.</returns>
    public static bool TryParse(string? text, out AddressPrefix prefix)
    {
        prefix = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (!IpAddr.TryParse(slash < 0 ? text : text![..slash], out var address))
        {
            return false;
        }

        var length = address.MaxPrefixLength;
        if (slash >= 0
            && !byte.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length))
        {
            return false;
        }

        prefix = new(address, length);
        return length <= address.MaxPrefixLength;
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is no address with a prefix.</exception>
    public static AddressPrefix Parse(string text) =>
        TryParse(text, out var prefix)
            ? prefix
            : throw new FormatException($"'{text}' is not an address with a prefix.");

    /// <summary>Address and length with a slash between.</summary>
    public override string ToString() => FormattableString.Invariant($"{Address}/{PrefixLength}");
}
