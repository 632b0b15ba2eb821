using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Health;
using Gateway.Metrics;
using Gateway.Metrics.Exposition;
using Gateway.Metrics.Sources;
using Gateway.Observability;
using Gateway.Plugins.Loading;
using Gateway.Proxy;
using Gateway.Tests.Configuration;
using Gateway.Tests.Health;
using Gateway.Tests.Hosting;
using Gateway.Tests.Proxy;
using Gateway.Tests.Proxy.Streams;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;
using Shared;

namespace Gateway.Tests.Metrics;

/// <summary>A page of metrics: of a proxy that has answered, an engine as it may be and a health check.</summary>
public sealed class MetricsPageRig : IAsyncLifetime
{
    private static readonly EngineSnapshot Engine = new()
    {
        VirtualRouters =
        [
            new()
            {
                Name = "lan4",
                State = VrrpState.Master,
                Reason = TransitionReason.MasterSilent,
                Since = new(TimeProvider.System.GetTimestamp()),
                Priority = 90,
                BasePriority = 150,
                PriorityParts = [new(0, -60, Demotion.Full, -60)],
                Faults = [new(FaultKind.CarrierLost)],
                AdvertisementsSent = 12,
                AdvertisementsReceived = 3,
                MasterTransitions = 2,
                PriorityZeroReceived = 1,
                LeaseRenewals = 11,
                Dropped = [.. Enum.GetValues<DropReason>().Select(reason => reason == DropReason.BadChecksum ? 4L : 0)],
                Peer = new() { Address = IpAddr.Parse("192.0.2.12") },
            },
        ],
        LostEvents = 5,
        Lateness = new() { Counts = [10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], Sum = Duration.FromSeconds(6) },
        IsRealTime = true,
    };

    private readonly Dictionary<ExpositionFormat, string> _pages = [];
    private readonly VrrpCounts _counts = new();
    private readonly PluginThreads _threads = new();
    private readonly TcpServer _database = TcpServer.Echo("hello");
    private Upstream _upstream = null!;
    private RunningProxy _proxy = null!;
    private HealthScheduler _scheduler = null!;
    private VrrpConfig _config = null!;

    public async ValueTask InitializeAsync()
    {
        _upstream = await Upstream.SayingAsync("hello");
        _proxy = await RunningProxy.StartAsync(Configs.To(_upstream.Address) with
        {
            Listeners = [Configs.Https, new(new(IPAddress.Loopback, 0), ListenScheme.Tcp) { Stream = "db" }],
            Streams = [StreamTests.Stream(_database.Address) with { MaxConnections = 1 }],
        });
        _config = (await ConfigText.ValidAsync(
            """
            'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 51,
              'Addresses': [ '192.168.10.10/24' ], 'Track': { 'proxy': -60 } } } },
            'Listen': { 'Http': '*:80' }
            """)).Vrrp;
        _scheduler = new(
            [BuiltInChecks.Proxy(_proxy.Server.SelfTest)], _threads, new FakeListener(new FakeTime()),
            TimeProvider.System, _proxy.Log.Of<HealthScheduler>());
        await _scheduler.StartAsync(CancellationToken.None);
        await _scheduler.FirstResultsAsync(["proxy"], TimeSpan.FromSeconds(30), CancellationToken.None);
        await WriteAsync();
    }

    /// <summary>The page in Prometheus text.</summary>
    public string Page => _pages[ExpositionFormat.PrometheusText];

    /// <summary>The page in OpenMetrics.</summary>
    public string OpenPage => _pages[ExpositionFormat.OpenMetrics];

    public async ValueTask DisposeAsync()
    {
        await _scheduler.StopAsync(CancellationToken.None);
        _scheduler.Dispose();
        await _proxy.DisposeAsync();
        await _upstream.DisposeAsync();
        _database.Dispose();
    }

    private async Task WriteAsync()
    {
        Tell(VrrpState.Backup, TransitionReason.Startup);
        Tell(VrrpState.Master, TransitionReason.MasterSilent);
        Tell(VrrpState.Master, TransitionReason.MasterSilent);
        _counts.On(new() { Kind = VrrpEventKind.RivalHeard, VirtualRouter = "lan4" });
        var status = new ReloadStatus(
            "abc", false, DateTimeOffset.UnixEpoch.AddSeconds(20), DateTimeOffset.UnixEpoch.AddSeconds(10), 3, 1);
        var snapshots = new Queue<EngineSnapshot>([Engine with { }]);
        var reader = new EngineReader(
            () => snapshots.Count > 1 ? snapshots.Dequeue() : snapshots.Peek(),
            () =>
            {
                snapshots.Enqueue(Engine);
                return true;
            },
            TimeProvider.System);
        var server = _proxy.Server;
        using var traffic = TrafficFigures.Of(server.Meter);
        using var streams = StreamFigures.Of(server.Meter);
        using var connections = ConnectionFigures.Of(server.Meters);
        ImmutableArray<IMetricSource> sources =
        [
            new ConfigurationFigures("1.2.3", "edge-a", () => status),
            new EngineFigures(reader, () => _config, DateTimeOffset.UnixEpoch.AddSeconds(5)),
            new VrrpFigures(() => reader.Snapshot, () => _config, _counts, TimeProvider.System),
            new CheckFigures(_scheduler.Board), new DestinationFigures(server.Destinations),
            new StreamFigures(server.Streams), new CertificateFigures(server.Certificates), traffic, streams,
            connections, new ProcessFigures(),
        ];
        await AskAsync();
        await PassOnAsync();
        // Ends the connections: their lives are counted when they are over.
        await server.StopAsync(RunningProxy.Timeout);
        var page = new MetricsPage(reader, sources);
        foreach (var format in Enum.GetValues<ExpositionFormat>())
        {
            _pages[format] = await page.WriteAsync(format, RunningProxy.Timeout);
        }
    }

    private async Task AskAsync()
    {
        foreach (var host in (string[])[Configs.Host, Configs.Host, "nobody.example.com"])
        {
            using var answer = await _proxy.GetAsync(host: host);
            _ = await answer.Content.ReadAsStringAsync();
        }
    }

    // One that is passed on, and one too many.
    private async Task PassOnAsync()
    {
        using var first = new TcpClient();
        await first.ConnectAsync(_proxy.Server.Listeners[1].EndPoint, RunningProxy.Timeout);
        var stream = first.GetStream();
        await stream.ReadExactlyAsync(new byte[5], RunningProxy.Timeout);
        using var second = new TcpClient();
        await second.ConnectAsync(_proxy.Server.Listeners[1].EndPoint, RunningProxy.Timeout);
        await ReloadRig.UntilAsync(() => _proxy.Log.Lines.Any(
            line => line.Contains("1 are open, which is the limit", StringComparison.Ordinal)));
        await stream.WriteAsync("abc"u8.ToArray(), RunningProxy.Timeout);
        first.Client.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(Stream.Null, RunningProxy.Timeout);
    }

    private void Tell(VrrpState to, TransitionReason reason) => _counts.On(
        new() { Kind = VrrpEventKind.StateChanged, VirtualRouter = "lan4", To = to, Reason = reason });
}
