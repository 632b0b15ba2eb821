using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <summary>Virtual addresses as the file writes them: <c>192.168.10.10/24</c>, <c>10.0.0.10 dev eth1</c>.</summary>
internal static class OwnedAddressText
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Reads one.</summary>
    /// <param name="text">The text; null is none.</param>
    /// <param name="interfaceName">The interface unless the text names another.</param>
    /// <param name="address">The address, when there is no problem.</param>
    /// <returns>Null, or what is wrong, as a sentence.</returns>
    public static string? Problem(string? text, string interfaceName, out OwnedAddress address)
    {
        address = default;
        var words = text?.Split(Blanks, StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (words is [] || !AddressPrefix.TryParse(words[0], out var prefix) || prefix.PrefixLength == 0)
        {
            return $"\"{text}\" is not an address with a prefix length, for example \"192.168.10.10/24\".";
        }

        if (words is not ([_] or [_, "dev", _]))
        {
            return $"\"{text}\" has more than an address and an interface; write for example "
                + $"\"{words[0]} dev eth1\".";
        }

        address = new(prefix, words.Length == 1 ? interfaceName : words[2]);
        return words.Length == 1 ? null : InterfaceName.Problem(words[2]);
    }
}
