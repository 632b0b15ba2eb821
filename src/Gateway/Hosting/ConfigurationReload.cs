using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Notify;
using Gateway.Plugins;
using Gateway.Proxy;
using Gateway.Tls;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Engine;

namespace Gateway.Hosting;

/// <summary>Follows the files: what they say anew is taken up while everything goes on, all of it or nothing.</summary>
internal sealed class ConfigurationReload : IAsyncDisposable
{
    private const string Generated = "self-signed";

    private readonly Reloader _reloader;
    private readonly ProxyServer _proxy;
    private readonly VrrpEngine? _engine;
    private readonly Action<VrrpConfig> _follow;
    private readonly CertificateLoader _certificates;
    private readonly ILogger _logger;

    // One change at a time, of files or of certificates.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ChangeWatch _files;
    private readonly ChangeWatch _folders;
    private readonly ReloadSignal _signal;
    private volatile GatewayConfig _running;
    private bool _isDisposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="request">The files.</param>
    /// <param name="first">What runs.</param>
    /// <param name="proxy">Takes up routes, listeners and certificates.</param>
    /// <param name="engine">Takes up virtual routers; null when there are none.</param>
    /// <param name="follow">Tells those who speak of virtual routers, BEFORE the engine has new ones.</param>
    /// <param name="notifier">Is told of what is refused.</param>
    /// <param name="loggers">Where it logs.</param>
    public ConfigurationReload(
        ConfigurationRequest request, ConfigurationResult first, ProxyServer proxy, VrrpEngine? engine,
        Action<VrrpConfig> follow, Notifier notifier, ILoggerFactory loggers)
    {
        (_running, _proxy, _engine, _follow) = (first.Config!, proxy, engine, follow);
        _certificates = new(loggers.CreateLogger<CertificateLoader>(), TimeProvider.System);
        _logger = loggers.CreateLogger<ConfigurationReload>();
        _reloader = new(request, LastGoodCopy.OfMachine, loggers.CreateLogger<Reloader>())
        {
            Rejected = errors => notifier.Raise(
                new(NotificationKind.ConfigurationRejected, request.Path, errors[0].ToString())),
        };
        var folder = Path.GetDirectoryName(Path.GetFullPath(request.Path))!;
        _files = new(
            () => [folder, Path.Combine(folder, Configuration.Reading.SourceFiles.Fragments)],
            () => Fingerprint.OfConfiguration(request), TimeProvider.System);
        _folders = new(
            () => _running.CertificateFolders,
            () => Fingerprint.OfFolders(_running.CertificateFolders), TimeProvider.System, withSubfolders: true);
        _reloader.Keep(first);
        _signal = new(_files.Insist);
        _files.Start(ReloadAsync);
        _folders.Start(ReloadCertificatesAsync);
    }

    /// <summary>The configuration in force.</summary>
    public GatewayConfig Running => _running;

    /// <summary>Ends; waits for a change under way.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _signal.Dispose();
        await _files.DisposeAsync();
        await _folders.DisposeAsync();
        _reloader.Dispose();
        _turn.Dispose();
    }

    private Task ReloadAsync(CancellationToken cancellation) =>
        InTurnAsync(() => _reloader.ReloadAsync(ApplyAsync, cancellation));

    // The edge of the watches: a failure of ours must not end them.
    private async Task InTurnAsync(Func<Task> change)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await change();
        }
        catch (OperationCanceledException)
        {
            // The gateway stops.
        }
        catch (Exception failure)
        {
            _logger.ReloadFailed(failure.Message);
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    private async Task<string?> ApplyAsync(GatewayConfig next)
    {
        if (RestartReason.Between(_running, next) is { } reason)
        {
            return reason;
        }

        try
        {
            using var listeners = _proxy.Bind(next.Listeners);
            await CommitAsync(next, listeners);
            return null;
        }
        catch (ListenException refused)
        {
            return refused.Message;
        }
    }

    // Nothing here can be refused any more: routes and listeners BEFORE the addresses that clients find them by.
    private async Task CommitAsync(GatewayConfig next, BoundListeners listeners)
    {
        LoadCertificates(next);
        _proxy.Follow(next);
        await _proxy.ChangeListenersAsync(listeners);
        if (!ConfigDiff.Between(_running.Vrrp, next.Vrrp).IsEmpty)
        {
            _follow(next.Vrrp);
            while (_engine?.Apply(next.Vrrp) == false && !_engine.Completion.IsCompleted)
            {
                // Its inbox is full for a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(10));
            }
        }

        _running = next;
    }

    private Task ReloadCertificatesAsync(CancellationToken cancellation) => InTurnAsync(() =>
    {
        LoadCertificates(_running);
        _logger.CertificatesReloaded();
        return Task.CompletedTask;
    });

    // A certificate that is just being written, or lies there without its key, must not take away the one that serves;
    // and who has accepted the self-signed one need not do so again.
    private void LoadCertificates(GatewayConfig config)
    {
        var serving = _proxy.Certificates.Store.Certificates;
        var loaded = _certificates.Load(config).Certificates;
        var sources = loaded.Select(certificate => certificate.Source).ToHashSet(StringComparer.Ordinal);
        var kept = serving.Where(old => !sources.Contains(old.Source)
            && File.Exists(old.Source)
            && config.CertificateFolders.Any(folder => old.Source.StartsWith(folder + "/", StringComparison.Ordinal)));
        var real = loaded.AddRange(kept).RemoveAll(certificate => certificate.Source == Generated);
        var same = serving.FirstOrDefault(old => old.Source == Generated && old.Names.SequenceEqual(loaded[0].Names));
        _proxy.Certificates.Store = new(real.IsEmpty ? [same ?? loaded[0]] : real);
    }
}
