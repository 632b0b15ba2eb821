using System.Globalization;
using Gateway.Admin.Status;

namespace Browser.Scenes;

/// <summary>States of a gateway that a page must be able to show.</summary>
internal static class States
{
    /// <summary>Their names, for theories.</summary>
    internal static readonly string[] All =
        [nameof(Master), nameof(Backup), nameof(Fault), nameof(Crowd), nameof(Empty)];

    /// <summary>One of them.</summary>
    internal static Scene Named(string name) => name switch
    {
        nameof(Master) => Master(),
        nameof(Backup) => Backup(),
        nameof(Fault) => Fault(),
        nameof(Crowd) => Crowd(),
        _ => Empty(),
    };

    /// <summary>All is well, and this machine has the addresses.</summary>
    internal static Scene Master() => new(Status() with
    {
        Instances =
        [
            Reports.Instance("lan4", "Master", "the Master 192.168.10.12 fell silent", Reports.Peer(8003)),
            Reports.Instance("lan6", "Master", "no Master was heard", peer: null),
        ],
    })
    {
        History = [Reports.Takeover(2, "lan4"), Reports.Takeover(1, "lan6")],
    };

    /// <summary>A Master with something of everything, for the pictures of README.</summary>
    internal static Scene Picture()
    {
        Scene scene = Master();
        InstanceReport lan4 = scene.Status.Instances[0] with { SyncGroup = "lan" };
        return new(scene.Status with
        {
            Instances =
            [
                lan4,
                Reports.Instance("lan6", "Master", "the other members of its sync group are Master", peer: null) with
                {
                    SyncGroup = "lan",
                    Peer = lan4.Peer! with { Address = "fd00:10::12" },
                },
            ],
            SyncGroups = [new("lan", ["lan4", "lan6"], "Master")],
            Checks =
            [
                Reports.Check("cluster:web", isUp: true, "2 of 3 destinations are healthy"), .. scene.Status.Checks,
            ],
            Clusters =
            [
                new("web", 2,
                [
                    Reports.Destination("one", true),
                    Reports.Destination("two", true) with { Address = "http://10.0.0.24:8080/", Requests = 5 },
                    Reports.Destination("three", true) with { Drained = true, Requests = 0 },
                ]),
            ],
            Certificates = [Reports.Certificate("app.example.com", 61), Reports.Certificate("mail.example.com", 9)],
        })
        {
            History = [Reports.Takeover(1, "lan4")],
            Forecast = Reports.Forecast() with
            {
                Nodes = [new("edge-a", ["192.168.10.11"]), new("edge-b", ["192.168.10.12", "fd00:10::12"])],
            },
        };
    }

    /// <summary>A check fails, and the other machine has the addresses; it goes on being heard.</summary>
    internal static Scene Backup() => new(Status() with
    {
        Checks = [Reports.Check("proxy", isUp: true, "ok"), Reports.Check("uplink", isUp: false, "no answer", 16, 4)],
        Instances = [BackupInstance()],
    });

    /// <summary>The virtual router of <see cref="Backup"/>.</summary>
    internal static InstanceReport BackupInstance() =>
        Reports.Instance("lan4", "Backup", "192.168.10.12 has the higher priority 240", Reports.Peer(-3600)) with
        {
            Priority = Reports.Priority("uplink"),
        };

    /// <summary>The cable is out, the file is wrong, a destination is ill and a certificate is old.</summary>
    internal static Scene Fault() => new(Status() with
    {
        Instances =
        [
            Reports.Instance("lan4", "Fault", "it cannot serve: eth0 has no carrier", Reports.Peer(51)) with
            {
                Faults = [new("CarrierLost", "eth0 has no carrier")],
                Mismatch = "its advertisement interval is 2s, not 1s",
            },
        ],
        Configuration = Status().Configuration with
        {
            Rejected = new(Reports.Ago(95),
            [
                new("appsettings.json", 14, 7, "Vrrp:Instances:lan4:Adresses", "unknown key; \"Addresses\"?", ""),
                new("appsettings.json", 31, 22, "HealthChecks:uplink:Interval", "\"2\" is not a duration.", ""),
            ]),
        },
        Clusters = [new("web", 1, [Reports.Destination("one", true), Reports.Destination("other", false)])],
        Certificates = [Reports.Certificate("old.example.com", -2), Reports.Certificate("mail.example.com", 9)],
    });

    /// <summary>More virtual routers than there is room to show in full.</summary>
    internal static Scene Crowd() => new(Status() with
    {
        Instances =
        [
            .. Enumerable.Range(1, 12).Select(i => Reports.Instance(
                string.Create(CultureInfo.InvariantCulture, $"net{i}"), i % 3 == 0 ? "Backup" : "Master",
                "no Master was heard", Reports.Peer(i % 3 == 0 ? -3600 : 8003))),
        ],
    });

    /// <summary>A proxy that has just started, without anything.</summary>
    internal static Scene Empty() =>
        new(Status() with { Checks = [], Clusters = [], Certificates = [], Listeners = [] })
        {
            Forecast = new([], []),
        };

    private static StatusReport Status() => new(
        "edge-a", "0.1.0", Reports.Ago(8069), Reports.Ago(0),
        new("/etc/gateway/appsettings.json", Reports.Ago(8069), new string('9', 64), null),
        Drained: false, HandedOver: false, [], [],
        [Reports.Check("proxy", isUp: true, "the listener answers"), Reports.Check("uplink", isUp: true, "it answers")],
        [new("web", 2, [Reports.Destination("one", true), Reports.Destination("other", true)])],
        [Reports.Certificate("app.example.com", 61)],
        [new("Https", "[::]:443")], [],
        new([], 12.4, 0.2, 1.9, RealTime: true, LostEvents: 0));
}
