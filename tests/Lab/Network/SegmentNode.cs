using System.Net;
using System.Net.Sockets;

namespace Lab.Network;

/// <summary>One machine of the lab: a namespace with <c>eth0</c> on the segment.</summary>
internal sealed class SegmentNode(string role, string namespaceName) : IDisposable
{
    private readonly NetNamespace _space = new(namespaceName);

    /// <summary>What the machine is for: <c>a</c>, <c>b</c>, <c>client</c> or <c>upstream</c>.</summary>
    internal string Role => role;

    /// <summary>The namespace.</summary>
    internal NetNamespace Namespace => _space;

    /// <summary>Its own IPv4 address, 10.77.0.x.</summary>
    internal IPAddress Address { get; } = AddressPlan.AddressOf(role, AddressFamily.InterNetwork);

    /// <summary>Its own IPv6 address, fd77::x.</summary>
    internal IPAddress Address6 { get; } = AddressPlan.AddressOf(role, AddressFamily.InterNetworkV6);

    /// <summary>Its link-local address, where its multicast over IPv6 comes from.</summary>
    internal IPAddress LinkLocalAddress { get; } = AddressPlan.LinkLocalOf(role);

    /// <summary>The MAC of its <c>eth0</c>, as <c>ip</c> writes it; the last byte reads like the address.</summary>
    internal string HardwareAddress { get; } = AddressPlan.HardwareAddressOf(role);

    public void Dispose() => _space.Dispose();

    /// <summary>Runs <c>ip</c> inside the machine and returns what it printed.</summary>
    internal string Ip(params string[] arguments) => IpCommand.Run(["-n", _space.Name, .. arguments]);

    /// <summary>Whether the kernel has <paramref name="virtualAddress"/> on an interface at this moment.</summary>
    internal bool Owns(IPAddress virtualAddress) =>
        Ip(FamilyOption(virtualAddress), "-o", "address", "show")
            .Contains($" {virtualAddress}/", StringComparison.Ordinal);

    /// <summary>Where the machine sends packets for the address, as a line for a person: MAC and state.</summary>
    internal string Neighbour(IPAddress address) =>
        Ip(FamilyOption(address), "neighbour", "show", address.ToString(), "dev", "eth0").Trim();

    /// <summary>Sets a kernel parameter of the machine, named as its file below <c>/proc/sys</c>.</summary>
    internal void SetKernel(string parameter, string value) => _space.Run(() =>
    {
        File.WriteAllText($"/proc/sys/{parameter}", value);
        return true;
    });

    /// <summary>Lets the machine's firewall drop VRRP that comes in, without a word to anybody.</summary>
    internal void DropVrrp() => IpCommand.Run(
        "netns", "exec", _space.Name, "nft",
        "add table inet lab; add chain inet lab input { type filter hook input priority 0; }; "
        + "add rule inet lab input meta l4proto 112 drop");

    private static string FamilyOption(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? "-6" : "-4";
}
