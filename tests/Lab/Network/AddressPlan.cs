using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lab.Network;

/// <summary>Who has which address on the segment. The last part is the same number everywhere: machine a is 10.77.0.11,
/// fd77::11 and 02:00:00:00:77:11.</summary>
internal static class AddressPlan
{
    private static readonly Dictionary<string, int> Hosts =
        new() { ["a"] = 11, ["b"] = 12, ["client"] = 10, ["upstream"] = 20 };

    /// <summary>The machines' names.</summary>
    internal static IEnumerable<string> Roles => Hosts.Keys;

    /// <summary>A machine's own address of the family, the one that it is configured with.</summary>
    /// <param name="role">The machine.</param>
    /// <param name="family">The family.</param>
    /// <param name="link">The number of the interface: 0 for <c>eth0</c>.</param>
    internal static IPAddress AddressOf(string role, AddressFamily family, int link = 0) =>
        OnLink(family, link, Hosts[role]);

    /// <summary>The address with the last part <paramref name="host"/> on a link: 10.77.1.100 or fd77:0:0:1::100 with
    /// 100 on <c>eth1</c>.</summary>
    internal static IPAddress OnLink(AddressFamily family, int link, int host) => IPAddress.Parse(string.Create(
        CultureInfo.InvariantCulture,
        $"{(family == AddressFamily.InterNetworkV6 ? $"fd77:0:0:{link}::" : $"10.77.{link}.")}{host}"));

    /// <summary>The link-local address that the kernel makes of the MAC (RFC 4291 appendix A).</summary>
    internal static IPAddress LinkLocalOf(string role) =>
        IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"fe80::ff:fe00:77{Hosts[role]}"));

    /// <summary>The MAC of a machine's <c>eth0</c>, as <c>ip</c> writes it.</summary>
    internal static string HardwareAddressOf(string role) =>
        string.Create(CultureInfo.InvariantCulture, $"02:00:00:00:77:{Hosts[role]}");
}
