using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lab.Subjects;

/// <summary>One virtual router of the pair.</summary>
/// <param name="Name">What both programs call it: <c>lan4</c> or <c>lan6</c>.</param>
/// <param name="Family">The family of its addresses.</param>
/// <param name="Addresses">What it shares, in the order of the wire; a link-local one first for IPv6.</param>
internal sealed record VirtualRouterSettings(string Name, AddressFamily Family, IPAddress[] Addresses)
{
    /// <summary>The number of the interface that it is on: 0 for <c>eth0</c>.</summary>
    internal int Link { get; init; }

    /// <summary>The virtual router id, 1 to 255.</summary>
    internal int Id { get; init; } = PairSettings.VirtualRouterId;

    /// <summary>The interface that it is on.</summary>
    internal string Interface => string.Create(CultureInfo.InvariantCulture, $"eth{Link}");

    /// <summary>The addresses as configurations write them, with the prefix length of the segment.</summary>
    internal IEnumerable<string> Prefixes =>
        Addresses.Select(address => $"{address}/{(Family == AddressFamily.InterNetworkV6 ? 64 : 24)}");
}
