using System.Globalization;
using System.Net;

namespace Lab.Network;

/// <summary>One machine of the lab: a namespace with <c>eth0</c> on the segment.</summary>
internal sealed class SegmentNode(string role, string namespaceName, IPAddress address) : IDisposable
{
    private readonly NetNamespace _space = new(namespaceName);

    /// <summary>What the machine is for: <c>a</c>, <c>b</c>, <c>client</c> or <c>upstream</c>.</summary>
    internal string Role => role;

    /// <summary>The namespace.</summary>
    internal NetNamespace Namespace => _space;

    /// <summary>Its own address, 10.77.0.x.</summary>
    internal IPAddress Address => address;

    /// <summary>The MAC of its <c>eth0</c>, as <c>ip</c> writes it; the last byte reads like the address.</summary>
    internal string HardwareAddress { get; } =
        string.Create(CultureInfo.InvariantCulture, $"02:00:00:00:77:{address.GetAddressBytes()[3]:D2}");

    public void Dispose() => _space.Dispose();

    /// <summary>Runs <c>ip</c> inside the machine and returns what it printed.</summary>
    internal string Ip(params string[] arguments) => IpCommand.Run(["-n", _space.Name, .. arguments]);

    /// <summary>Whether the kernel has <paramref name="virtualAddress"/> on <c>eth0</c> at this moment.</summary>
    internal bool Owns(IPAddress virtualAddress) =>
        Ip("-4", "-o", "address", "show", "dev", "eth0").Contains($" {virtualAddress}/", StringComparison.Ordinal);
}
