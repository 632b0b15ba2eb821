using Gateway.Admin;
using Gateway.Admin.Dashboard;
using Gateway.Admin.Operation;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Health;
using Gateway.Observability;
using Gateway.Plugins.Loading;
using Gateway.Proxy;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;

namespace Gateway.Hosting;

/// <summary>What operators see and use, put together. It answers from the first moment of the process to the last, of
/// the parts that run by then.</summary>
internal sealed class AdminParts : IAsyncDisposable
{
    private readonly StatusSources _sources;
    private readonly StatusReporter _reporter;
    private readonly StatusStream _stream;
    private readonly OperationParts _operation = new();
    private readonly HistoryBoard _history;
    private readonly SplitBrainBoard _splitBrain = new(TimeProvider.System);
    private readonly NodeDrain _drain;
    private readonly ILoggerFactory _loggers;
    private readonly Telemetry _telemetry;
    private ConfigurationReload? _reload;
    private VrrpEngine? _engine;
    private ProxyServer? _proxy;
    private TrafficWindow? _traffic;
    private AdminServer? _server;

    /// <summary>Puts it together.</summary>
    /// <param name="configuration">What runs.</param>
    /// <param name="plugins">The plugins.</param>
    /// <param name="loggers">Where it logs; not owned.</param>
    public AdminParts(ConfigurationBoard configuration, PluginHost plugins, CalmLoggers loggers)
    {
        (Configuration, _loggers) = (configuration, loggers);
        _drain = new(
            new(Look, () => _engine!.Drain(), () => _engine!.Undrain(), LeadClientsAwayAsync),
            () => configuration.Config.Vrrp, TimeProvider.System);
        _history = new(() => configuration.Config.Vrrp, TimeProvider.System) { Purpose = Purpose };
        _sources = new(configuration)
        {
            Plugins = plugins,
            IsDrained = () => _drain.IsDrained,
            IsHandedOver = () => _drain.IsHandedOver,
            Purpose = Purpose,
            LatestOf = _history.LatestOf,
            SplitBrainOf = _splitBrain.Of,
            Levels = loggers.Levels,
        };
        _reporter = new(_sources, TimeProvider.System);
        _stream = new(_reporter, _history, TimeProvider.System, loggers.CreateLogger<StatusStream>());
        _operation.Levels = loggers.Levels;
        _telemetry = new(configuration.Config.NodeName);
    }

    /// <summary>What runs, and what was refused.</summary>
    public ConfigurationBoard Configuration { get; }

    /// <summary>What drains are for.</summary>
    public DrainPurpose Purpose => _drain.Purpose;

    /// <summary>The server, once it has started.</summary>
    public AdminServer Server => _server ?? throw new InvalidOperationException("It has not started.");

    /// <summary>Who of it listens to the engine.</summary>
    public IReadOnlyList<IVrrpObserver> Observers => [_history, _splitBrain, _drain, _telemetry.Observer];

    // Whoever has something to answer adds a line here.
    private IEnumerable<IAdminEndpoints> Endpoints =>
    [
        new StatusEndpoints(_reporter),
        new HistoryEndpoints(_history, () => Configuration.Config.Vrrp),
        new EventEndpoints(_stream),
        new SelfEndpoints(_telemetry.Reports),
        new OperationEndpoints(_operation, _loggers.CreateLogger<OperationEndpoints>()),
        new DashboardEndpoints(),
        new ForecastEndpoints(() => Configuration.Config),
        new TrafficEndpoints(() => _traffic),
    ];

    /// <summary>Answers from now on.</summary>
    /// <exception cref="AdminException">A configured socket or address cannot be had.</exception>
    /// <exception cref="Metrics.Otlp.OtlpException">A variable of OpenTelemetry cannot be used.</exception>
    public async Task StartAsync(AdminConfig config, CancellationToken cancellation)
    {
        // BEFORE the proxy, which looks whether anybody traces.
        _telemetry.StartTraces();
        _server = await AdminServer.StartAsync(config, Endpoints, _loggers, cancellation);
    }

    /// <summary>Speaks of what runs by now.</summary>
    public void Show(ProxyServer proxy, VrrpEngine? engine, HealthBoard checks)
    {
        (_proxy, _engine) = (proxy, engine);
        _traffic = new(proxy.Meter, TimeProvider.System);
        (_sources.Proxy, _sources.Checks) = (proxy, checks);
        _operation.Destinations = new(
            proxy.Destinations, proxy.Drains, proxy.Streams, TimeProvider.System);
        if (engine is not null)
        {
            _sources.Engine = () => engine.Snapshot;
            _sources.RefreshEngine = engine.RequestSnapshot;
            _operation.Node = _drain;
        }

        _telemetry.Start(
            proxy, engine, checks, () => Configuration.Config, () => _reload?.Status ?? ReloadStatus.None);
    }

    /// <summary>All runs: it can be reloaded from now on.</summary>
    public void Complete(ConfigurationReload reload)
    {
        _reload = reload;
        (_operation.Reload, _operation.IsStarted) = (reload.ReloadNowAsync, true);
    }

    /// <summary>Ends.</summary>
    public async ValueTask DisposeAsync()
    {
        // BEFORE the server, which waits for those who watch.
        _stream.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _drain.Dispose();
        _telemetry.Dispose();
        _traffic?.Dispose();
    }

    // A few milliseconds old: whoever waits looks again soon.
    private EngineSnapshot Look()
    {
        _ = _engine!.RequestSnapshot();
        return _engine.Snapshot;
    }

    private async Task<IDisposable> LeadClientsAwayAsync()
    {
        await _proxy!.DrainAsync(Configuration.Config.DrainTime);
        return new DrainedClients(
            _proxy,
            new(Look, () => Configuration.Config, () => _proxy.LongestAnswer, _proxy.Hold, TimeProvider.System));
    }
}
