using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Routes;

/// <summary>Networks as the file writes them: <c>10.0.0.0/8</c>, or one address. One of IPv4 may be written as IPv6
/// has it, <c>::ffff:10.0.0.0/104</c>.</summary>
internal static class NetworkText
{
    // RFC 4291 section 2.5.5.2: what stands before the IPv4 address.
    private const int MappedPrefix = 96;

    /// <summary>What is wrong with a text that is none.</summary>
    public static string Problem(string? text) => IsBeyondIPv4(text)
        ? $"\"{text}\" is more than all of IPv4: the prefix of \"::ffff:…\" is 96 to 128; write \"10.0.0.0/8\"."
        : $"\"{text}\" is not a network; write \"10.0.0.0/8\", \"fd00::/8\" or one address \"192.168.10.5\".";

    /// <summary>Reads it.</summary>
    public static bool TryParse(string? text, out IPNetwork network)
    {
        if (IpAddr.TryParse(text, out _) && IPAddress.TryParse(text, out var single))
        {
            network = Plain(new(single, single.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            return true;
        }

        if (IsBeyondIPv4(text) || !IPNetwork.TryParse(text, out network))
        {
            network = default;
            return false;
        }

        network = Plain(network);
        return true;
    }

    // Clients of IPv4 go by the plain address, which no network of IPv6 has.
    private static IPNetwork Plain(IPNetwork network) => network.BaseAddress.IsIPv4MappedToIPv6
        ? new(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedPrefix)
        : network;

    private static bool IsBeyondIPv4(string? text) =>
        text?.Split('/') is [var address, var prefix]
        && IPAddress.TryParse(address, out var start) && start.IsIPv4MappedToIPv6
        && int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && length < MappedPrefix;
}
