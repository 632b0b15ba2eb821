using Gateway.Admin;
using Gateway.Cli;
using Gateway.Configuration;
using Gateway.Health;
using Gateway.Hosting.Guard;
using Gateway.Hosting.Systemd;
using Gateway.Notify;
using Gateway.Observability;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Gateway.Proxy;
using Gateway.Tls;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;

namespace Gateway.Hosting;

/// <summary>The running gateway: proxy, health checks, engine, in that order. The proxy listens BEFORE the engine can
/// own an address, so access works the moment it does; at the end the addresses go BEFORE the listeners.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    // EPERM.
    private const int NotPermitted = 1;

    private readonly ConfigurationRequest _request;
    private readonly ConfigurationResult _first;
    private readonly GatewayConfig _config;
    private readonly LogSettings _log;
    private readonly CalmLoggers _loggers;
    private readonly ILogger _logger;
    private readonly StopSignals _signals = new();
    private readonly Supervisor _service = Supervisor.OfProcess();
    private readonly PluginThreads _threads = new();
    private readonly PluginHost _plugins;
    private readonly ConfiguredActions _actions;
    private readonly AdminParts _admin;
    private PluginWatch? _pluginWatch;
    private ProxyServer? _proxy;
    private Notifier? _notifier;
    private ExpiryWatch? _expiry;
    private Watchdog? _watchdog;
    private GuardClient? _guard;
    private VrrpEngine? _engine;
    private HealthScheduler? _scheduler;
    private ConfigurationReload? _reload;
    private VrrpLog? _vrrpLog;
    private VrrpNews? _vrrpNews;

    private GatewayProcess(
        ConfigurationRequest request, ConfigurationResult first, LogSettings log, CalmLoggers loggers)
    {
        _request = request;
        _log = log;
        _first = first;
        _config = first.Config!;
        _loggers = loggers;
        _logger = loggers.CreateLogger<GatewayProcess>();
        StrayExceptions.Contain(loggers.CreateLogger(typeof(StrayExceptions).FullName!));
        _plugins = new PluginHost(PluginFolder.Of(_config.PluginsFolder), _threads, loggers, TimeProvider.System);
        _actions = new ConfiguredActions(_plugins);
        _admin = new AdminParts(new(request.Path, first, TimeProvider.System), _plugins, loggers);
    }

    /// <summary>Runs until <paramref name="cancellation"/> asks for a clean stop.</summary>
    /// <param name="request">Where the configuration comes from: changes are followed.</param>
    /// <param name="first">The valid configuration to begin with.</param>
    /// <param name="log">How it logs.</param>
    /// <param name="cancellation">Asks for the stop.</param>
    /// <returns>The exit code of the program: 0 after a clean stop, 1 when it cannot start or a part of it
    /// failed.</returns>
    public static async Task<int> RunAsync(
        ConfigurationRequest request, ConfigurationResult first, LogSettings log, CancellationToken cancellation)
    {
        // Disposed last, which writes out what waits.
        using var loggers = ProcessLog.Create(log);
        await using var process = new GatewayProcess(request, first, log, loggers);
        if (await process.TryStartAsync(cancellation) is { } failure)
        {
            return failure;
        }

        var exitCode = await process.WaitAsync(cancellation);
        await process.StopAsync();
        return exitCode;
    }

    /// <summary>Releases everything. What was not stopped is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_reload is not null)
        {
            await _reload.DisposeAsync();
        }

        // AFTER a stop of all that it speaks of, BEFORE that is gone.
        await _admin.DisposeAsync();
        _engine?.Dispose();
        if (_guard is not null)
        {
            await _guard.DisposeAsync();
        }

        _scheduler?.Dispose();
        _expiry?.Dispose();
        // The watch BEFORE the host: it may be waiting for a plugin that hangs.
        if (_pluginWatch is not null)
        {
            await _pluginWatch.DisposeAsync();
        }

        await _plugins.DisposeAsync();
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        // AFTER all that could hang.
        if (_watchdog is not null)
        {
            await _watchdog.DisposeAsync();
        }

        _service.Dispose();
        _signals.Dispose();
    }

    // The exit code when there is nothing to run; null when it runs.
    private async Task<int?> TryStartAsync(CancellationToken cancellation)
    {
        try
        {
            _logger.Starting(ProgramVersion.Short, _config.NodeName);
            await StartAsync(cancellation);
            _logger.Started(_config.Vrrp.VirtualRouters.Length, _scheduler!.Board.All.Length);
            _service.Ready();
            return null;
        }
        catch (KernelException refused) when (refused.Errno == NotPermitted)
        {
            _logger.CannotStart($"{refused.Message} Run it as root, or with CAP_NET_ADMIN and CAP_NET_RAW.");
        }
        catch (Exception refused) when (refused
            is KernelException or ListenException or AdminException or PluginException or InvalidOperationException
            or IOException)
        {
            _logger.CannotStart(refused.Message);
        }
        catch (OperationCanceledException)
        {
            _logger.Stopped();
            return ExitCode.Ok;
        }

        return ExitCode.Failure;
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        await _admin.StartAsync(_config.Admin, cancellation);
        _proxy = await ProxyServer.StartAsync(
            _config, _loggers, TimeProvider.System, ProxyServer.DefaultStopDeadline, cancellation);
        var checks = new ConfiguredChecks(_plugins, _proxy);
        await checks.OpenAsync(_config, cancellation);
        await _actions.OpenAsync(_config, cancellation);
        // BEFORE the engine: what it tells first is news, too.
        _notifier = new Notifier(
            _config.NodeName, _actions.Running, _threads, TimeProvider.System, _loggers.CreateLogger<Notifier>());
        _engine = StartEngine(_notifier);
        var words = new TrackerWords(_engine, _config.Vrrp.Trackers, TimeProvider.System);
        _scheduler = new HealthScheduler(
            checks.Running, _threads, new CheckNews(words, _notifier), TimeProvider.System,
            _loggers.CreateLogger<HealthScheduler>(), _config.MaxRunningChecks);
        var board = _scheduler.Board;
        _admin.Show(_proxy, _engine, board);
        _proxy.Checks.Use(check => CheckViews.Of(board.Find(check)));
        // Not the stop's token: the checks go on until the addresses are given away, in StopAsync.
        await _scheduler.StartAsync(CancellationToken.None);
        _expiry = new ExpiryWatch(
            _proxy.Certificates, TellExpiry, TimeProvider.System, _loggers.CreateLogger<ExpiryWatch>());
        await _expiry.StartAsync(CancellationToken.None);
        _pluginWatch = new PluginWatch(
            _plugins, TimeProvider.System, _loggers.CreateLogger<PluginWatch>(),
            PluginWatch.DefaultQuiet, PluginWatch.DefaultLookPeriod);
        var parts = new RunningParts(_proxy, checks, _scheduler, _actions, _notifier, words, _service, Follow)
        {
            Admin = _admin,
        };
        _reload = new ConfigurationReload(_request, _first, parts, _loggers);
        _admin.Complete(_reload);
        _watchdog = Watchdog.Of(_service, _engine, _loggers);
    }

    private void Follow(VrrpConfig next)
    {
        _vrrpLog?.Follow(next);
        _vrrpNews?.Follow(next);
        _guard?.Follow(next);
    }

    private void TellExpiry(string certificate, string sentence) =>
        _notifier!.Raise(new(NotificationKind.CertificateExpiring, certificate, sentence));

    // A node without virtual routers is a proxy and needs no capability.
    private VrrpEngine? StartEngine(Notifier notifier)
    {
        if (_config.Vrrp.VirtualRouters.IsEmpty)
        {
            return null;
        }

        _vrrpLog = new VrrpLog(_config.Vrrp, _loggers.CreateLogger(VrrpLog.Category)) { Purpose = _admin.Purpose };
        _vrrpNews = new VrrpNews(_config.Vrrp, notifier) { Purpose = _admin.Purpose };
        _guard = new GuardClient(_config.Vrrp, _loggers.CreateLogger<GuardClient>()) { Log = _log };
        _guard.Start();
        return VrrpEngine.Start(
            _config.Vrrp, [_vrrpLog, _vrrpNews, _guard, new ServiceStatus(_service.Status), .. _admin.Observers]);
    }
}
