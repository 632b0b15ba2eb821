using System.Net.Sockets;
using Lab.Subjects;

namespace Lab.Failover;

/// <summary>The ways to speak VRRP that two programs must agree on, each by a name for theories.</summary>
internal static class Dialects
{
    private static readonly PairSettings Version2 = new() { Version = 2, Interval = TimeSpan.FromSeconds(1) };
    private static readonly PairSettings IPv6 = new() { Family = AddressFamily.InterNetworkV6 };

    internal static IReadOnlyDictionary<string, PairSettings> All { get; } = new Dictionary<string, PairSettings>
    {
        ["version 2"] = Version2,
        ["version 2 with a password"] = Version2 with { Password = "secret12" },
        ["IPv6"] = IPv6,
        ["unicast"] = new() { Unicast = true },
        ["IPv6 unicast"] = IPv6 with { Unicast = true },
        ["virtual MAC"] = new() { UseVmac = true },
        ["IPv6 virtual MAC"] = IPv6 with { UseVmac = true },
        ["unicast virtual MAC"] = new() { Unicast = true, UseVmac = true },
        ["three addresses"] = new() { AddressCount = 3 },
        ["both families in a sync group"] = new() { BothFamilies = true },
        ["both families with virtual MACs"] = new() { BothFamilies = true, UseVmac = true },
    };

    public static TheoryData<string> Names { get; } = [.. All.Keys];
}
