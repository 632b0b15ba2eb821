using System.Collections.Immutable;
using Gateway.Admin.Dashboard;
using Gateway.Admin.Status;
using Gateway.Forecast;

namespace Browser.Scenes;

/// <summary>Parts of what a gateway would answer.</summary>
internal static class Reports
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow;

    /// <summary>So many seconds before the tests began.</summary>
    internal static DateTimeOffset Ago(double seconds) => Start - TimeSpan.FromSeconds(seconds);

    internal static InstanceReport Instance(string name, string state, string why, PeerReport? peer) => new(
        name, "eth0", 51, name.EndsWith('6') ? "IPv6" : "IPv4", 3,
        [name.EndsWith('6') ? "fd00:10::10/64" : "192.168.10.10/24"],
        state, Ago(8000), "MasterSilent", why, Priority(), Preempt: true, "192.168.10.11", peer, [], Mismatch: null,
        Draining: false, SyncGroup: null, new(8123, 212, 2, 1, 1, 0));

    /// <summary>The other machine, heard so many seconds ago.</summary>
    internal static PeerReport Peer(double seconds, int priority = 240) =>
        new("192.168.10.12", priority, Ago(seconds), seconds * 1000, 1000, 3);

    /// <summary>250, and what fails.</summary>
    internal static PriorityReport Priority(params string[] failing)
    {
        ImmutableArray<PriorityPartReport> parts =
        [
            .. new[] { "proxy", "uplink" }.Select(tracker => failing.Contains(tracker)
                ? new PriorityPartReport(tracker, -60, -60, "fails")
                : new PriorityPartReport(tracker, -60, 0, "succeeds")),
        ];
        return new(250 + parts.Sum(part => part.Delta), 250, parts, "");
    }

    internal static CheckReport Check(string name, bool isUp, string text, int good = 20, int bad = 0) => new(
        name, isUp ? "Up" : "Down", Ago(100), isUp ? 0 : 100, text, 3.4,
        [
            .. Enumerable.Range(0, good + bad).Select(i => new CheckRunReport(
                Ago(2 * (good + bad - i)), i < good ? 0 : 100, text, 2 + (i % 5))),
        ]);

    internal static DestinationReport Destination(string name, bool isHealthy) => new(
        name, $"http://10.0.0.2{name.Length}:8080/", isHealthy, Drained: false, isHealthy ? 7 : 0,
        new(isHealthy ? "Healthy" : "Unhealthy", isHealthy ? "" : "connection refused", Ago(31)),
        new("Unknown", "", null));

    internal static StreamReport Stream(string name, bool isHealthy) => new(
        name, isHealthy ? 2 : 1, 12, 4096,
        [
            new("10.0.0.31:5432", true, Drained: false, 12, 419, new("Healthy", "answers", Ago(31))),
            new("10.0.0.32:5432", isHealthy, Drained: false, 0, 3, new(
                isHealthy ? "Healthy" : "Unhealthy", isHealthy ? "answers" : "Connection refused", Ago(31))),
        ]);

    internal static CertificateReport Certificate(string name, int days) => new(
        [name], $"/etc/gateway/certs/{name}/fullchain.pem", "Lets Encrypt R11", Ago(86400 * 29),
        Ago(-86400 * days), days);

    /// <summary>A takeover, three seconds after the last word of the Master before.</summary>
    internal static HistoryEntry Takeover(long id, string instance) => new(
        id, Ago(8000), instance, "Backup", "Master", "MasterSilent", "the Master 192.168.10.12 fell silent", 250,
        "192.168.10.12", 3026.4,
        [
            new(-3023.1, "heard", "the last advertisement of 192.168.10.12, priority 240"),
            new(0, "decided", "Backup -> Master: the Master 192.168.10.12 fell silent"),
            new(1.2, "acked", "the kernel has confirmed the addresses"),
            new(3.3, "announced", "the segment was told who has the addresses"),
        ]);

    internal static ForecastReport Forecast() => new(
        [new("edge-a", ["192.168.10.11"]), new("edge-b", ["192.168.10.12"])],
        [
            new("lan4", ["lan4"], "edge-a", "edge-a is Master: 250 beats 240 of edge-b.",
            [
                new ForecastBlock("uplink (-60) fails, which is noticed within 7s",
                [
                    new("on edge-a", "edge-b takes over within 3.063s, with no gap."),
                    new("on edge-b", "edge-a stays Master."),
                ]),
                new ForecastBlock("The machines are up and do not hear each other",
                    [new("", "all of them are Master and have the addresses.")]),
            ]),
        ]);

    internal static TrafficReport Traffic() => new(
        12, 134.2, 0.0007, 3.6, 28.5, 2000,
        [
            .. Enumerable.Range(0, 60).Select(i =>
                new TrafficSliceReport(240 + (i % 7 * 9), i % 23 == 7 ? 1 : 0, 3.4, 22)),
        ]);
}
