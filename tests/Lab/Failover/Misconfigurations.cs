using Lab.Subjects;

namespace Lab.Failover;

/// <summary>The mistakes that operators make with a pair, each by a name for theories. Most make two Masters, though
/// the packet that proves the other one alive was received.</summary>
internal static class Misconfigurations
{
    private static readonly PairSettings Version3 = new() { Interval = PairSettings.CalmInterval };
    private static readonly PairSettings Version2 = new() { Version = 2, Interval = TimeSpan.FromSeconds(1) };
    private static readonly PairSettings Password = Version2 with { Password = "secret12" };

    /// <summary>By name.</summary>
    internal static IReadOnlyDictionary<string, Misconfiguration> All { get; } =
        new Dictionary<string, Misconfiguration>
        {
            ["b has one address more"] = new(
                Version3,
                Version3 with { AddressCount = 2 },
                "it advertises 10.77.0.101, which this node does not"),
            ["another interval, version 2"] = new(
                Version2,
                Version2 with { Interval = TimeSpan.FromSeconds(2) },
                "its interval is 2"),
            ["another interval, version 3"] = new(
                Version3,
                Version3 with { Interval = TimeSpan.FromMilliseconds(800) },
                Named: null),
            ["another version"] = new(
                Version3,
                Version2,
                "it speaks VRRP version 2, this node version 3"),
            ["another password"] = new(
                Password,
                Password with { Password = "secret21" },
                "its password is not that of this node"),
            ["a password on b only"] = new(
                Version2,
                Password,
                "it sends with a password, this node with no password"),
            ["a password on a only"] = new(
                Password,
                Version2,
                "it sends with no password, this node with a password"),
            ["unicast on b only"] = new(
                Version3,
                Version3 with { Unicast = true },
                "it sends to 10.77.0.11, this node has no peers"),
            ["a firewall on b"] = new(
                Version3,
                Version3,
                "10.77.0.12 is Master, too, with the lower priority 100") { FirewallOn = "b" },
            ["a firewall on a"] = new(
                Version3 with { PriorityA = 100, PriorityB = 200 },
                Version3 with { PriorityA = 100, PriorityB = 200 },
                "advertisements of 10.77.0.12, priority 200, reach the interface, but a firewall") { FirewallOn = "a" },
            ["the same priority"] = new(
                Version3 with { PriorityB = 200 },
                Version3 with { PriorityB = 200 },
                Named: null),
        };

    public static TheoryData<string> Names { get; } = [.. All.Keys];
}
