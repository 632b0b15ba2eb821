using Gateway.Admin.Operation;
using Gateway.Admin.Status;

namespace Gateway.Tests.Cli.Operate;

/// <summary>A gateway with something of everything, at a moment that does not move.</summary>
internal static class SampleStatus
{
    public const string LongName = "the-instance-of-the-office-in-the-other-building-4";

    public static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>All is well.</summary>
    public static StatusReport Well { get; } = new(
        "edge-a",
        "0.1.0",
        Now - TimeSpan.FromHours(76.5),
        Now,
        new("/etc/gateway/appsettings.json", Now - TimeSpan.FromMinutes(5), new string('5', 64), null),
        Drained: false,
        HandedOver: false,
        [
            Instance("lan4", "Master", null) with
            {
                Why = "the Master 192.168.10.12 has only priority 100",
                Peer = new("192.168.10.12", 0, Now - TimeSpan.FromMinutes(4), 240_000, 1000, 3),
            },
            Instance(LongName, "Backup", new("192.168.10.12", 240, Now - TimeSpan.FromSeconds(0.4), 400, 1000, 3)) with
            {
                Why = "192.168.10.12 has the higher priority 240",
                Priority = new(90, 150, [new("proxy", -60, -60, "fails")], "150 - 60 (proxy) = 90"),
                SyncGroup = "lan",
            },
        ],
        [new("lan", ["lan4", LongName], "Mixed")],
        [
            new("proxy", "Up", Now - TimeSpan.FromHours(3), 0, "200 in 1 ms", 1.25, []),
            new("uplink", "Up", Now - TimeSpan.FromSeconds(75), 40, "slow", 1234, []),
        ],
        [
            new("site:app.example.com", 1,
            [
                new("10.0.0.21:8080", "http://10.0.0.21:8080", true, false, 3, new("Healthy", "200", Now), Nothing),
            ]),
        ],
        [
            new(["app.example.com", "www.example.com"], "/etc/gateway/certs/app.crt", "R3", Now,
                Now + TimeSpan.FromDays(41), 41),
        ],
        [new("Http", "[::]:80"), new("Https", "[::]:443")],
        [new("Script", true, 2, ["check uplink"]), new("Gone", false, 0, ["action ops"]), new("Tcp", true, 0, [])],
        new([new(1, 990), new(null, 1)], 12.5, 1, 2, true, 0))
    {
        Streams =
        [
            new("db", 1, 2, 100, [new("10.0.0.31:5432", true, false, 2, 419, new("Healthy", "answers", Now))]),
        ],
    };

    /// <summary>Nothing is.</summary>
    public static StatusReport Ill { get; } = Well with
    {
        Drained = true,
        Configuration = Well.Configuration with
        {
            Rejected = new(Now - TimeSpan.FromMinutes(1),
            [
                new("appsettings.json", 3, 4, "Vrp", "unknown key; did you mean \"Vrrp\"?", "appsettings.json:3:4: Vrp: unknown key; did you mean \"Vrrp\"?"),
            ]),
        },
        Instances =
        [
            Instance("lan4", "Fault", null) with
            {
                Faults = [new("CarrierLost", "eth0 has no carrier"), new("TrackerDown", "uplink fails, which has weight 0")],
                Why = "it cannot serve: eth0 has no carrier",
                SplitBrain = new("RivalHeard", "192.168.10.12 is Master, too", Now),
                Mismatch = "its interval is 2s\u001b[2J",
            },
        ],
        SyncGroups = [],
        Checks = [new("uplink", "Down", Now - TimeSpan.FromSeconds(3), 100, "exit code 1|2", 20, [])],
        Clusters =
        [
            new("web", 0,
            [
                new("one", "http://10.0.0.2", false, false, 0, new("Unhealthy", "connection refused", Now), Nothing),
                new("two", "http://10.0.0.3", true, true, 7, new("Healthy", "200", Now), Nothing),
            ]),
        ],
        Streams =
        [
            new("db", 1, 5, 100,
            [
                new("10.0.0.31:5432", false, false, 0, 7, new("Unhealthy", "Connection refused", Now)),
                new("[fd00::32]:5432", true, true, 3, 8, new("Healthy", "answers", Now)),
                new("db.lan:5432", true, false, 2, 9, new("Unknown", "", null)),
            ]),
            new("mail", 0, 0, 100, [new("10.0.0.33:25", false, false, 0, 0, new("Unhealthy", "no answer in time", Now))]),
        ],
        Certificates = [new(["old.example.com"], "self-signed", "gateway", Now, Now - TimeSpan.FromDays(2), -2)],
    };

    public static HistoryEntry Takeover { get; } = new(
        7, Now, "lan4", "Backup", "Master", "MasterSilent", "the Master 192.168.10.12 fell silent", 150, "192.168.10.12",
        3610.4,
        [
            new(-3609.2, "heard", "the last advertisement of 192.168.10.12, priority 240"),
            new(0, "decided", "Backup -> Master: the Master 192.168.10.12 fell silent"),
            new(0.8, "acked", "the kernel has confirmed the addresses"),
            new(0.9, "advertised", "the first advertisement has left"),
            new(1.2, "announced", "the segment was told who has the addresses"),
        ]);

    public static HandoverReport Drained { get; } = new("drain", true, 3250.4,
    [
        new("lan4", "Master", "Backup", "192.168.10.12", 3240, "192.168.10.12 has the addresses"),
        new("lan6", "Backup", "Backup", "fe80::2", 0, "fe80::2 has the addresses"),
    ]);

    private static HealthReport Nothing => new("Unknown", "", null);

    private static InstanceReport Instance(string name, string state, PeerReport? peer) => new(
        name, "eth0", 51, "IPv4", 3, ["192.168.10.10/24"], state, Now - TimeSpan.FromMinutes(4), "MasterSilent", "",
        new(150, 150, [], "150"), true, "192.168.10.11", peer, [], null, false, null, new(240, 3, 1, 0, 1, 0));
}
