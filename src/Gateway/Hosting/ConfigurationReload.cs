using System.Collections.Immutable;
using System.Diagnostics;
using Gateway.Admin;
using Gateway.Admin.Status;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Health;
using Gateway.Hosting.Systemd;
using Gateway.Notify;
using Gateway.Planning;
using Gateway.Plugins;
using Gateway.Proxy;
using Gateway.Tls;
using Gateway.Vrrp.Config;

namespace Gateway.Hosting;

/// <summary>Follows the files: what they say anew is taken up while everything goes on, all of it or nothing.</summary>
internal sealed class ConfigurationReload : IAsyncDisposable
{
    private static readonly Task<IReadOnlyList<SettingsProblem>> NothingWrong =
        Task.FromResult<IReadOnlyList<SettingsProblem>>([]);

    // As at a stop.
    private static readonly TimeSpan NotifyLimit = TimeSpan.FromSeconds(5);

    // For a check that takes its time: what counts until its first result must do.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Reloader _reloader;
    private readonly RunningParts _parts;
    private readonly ILogger _logger;

    // One change at a time, of files or of certificates.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly NamedFiles _named;
    private readonly ChangeWatch _files;
    private readonly ChangeWatch _folders;
    private readonly InternalRenewal _renewal;
    private readonly ReloadSignal _signal;
    private readonly ReloadRequests _requests;
    private readonly string _path;
    private volatile GatewayConfig _running;
    private volatile ConfigurationResult _result;

    // Of the one change at a time.
    private LastChangeReport? _lastChange;
    private bool _isDisposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="request">The files.</param>
    /// <param name="first">What runs.</param>
    /// <param name="parts">What runs it.</param>
    /// <param name="loggers">Where it logs.</param>
    public ConfigurationReload(
        ConfigurationRequest request, ConfigurationResult first, RunningParts parts, ILoggerFactory loggers)
    {
        (_path, _running, _result, _parts) = (request.Path, first.Config!, first, parts);
        _logger = loggers.CreateLogger<ConfigurationReload>();
        _named = new(_running.Tls.AuthorityFiles);
        _reloader = new(TryingWhatIsNew(request), LastGoodCopy.OfMachine, loggers.CreateLogger<Reloader>())
        {
            Accepted = Accept,
            Rejected = errors =>
            {
                parts.Admin?.Configuration.Reject(errors);
                parts.Notifier.Raise(
                    new(NotificationKind.ConfigurationRejected, request.Path, errors[0].ToString()));
            },
        };
        _files = new(
            () =>
            [
                request.Folder, Path.Combine(request.Folder, Configuration.Reading.SourceFiles.Fragments),
                .. _named.Folders,
            ],
            () => $"{Fingerprint.OfConfiguration(request)} {_named.CountChanges()}", TimeProvider.System);
        _folders = new(
            () => _running.CertificateFolders,
            () => Fingerprint.OfFolders(_running.CertificateFolders), TimeProvider.System, withSubfolders: true);
        _renewal = new(
            parts.Proxy.Certificates, ReloadCertificatesAsync, TimeProvider.System,
            loggers.CreateLogger<InternalRenewal>());
        _reloader.Begin(first);
        _signal = new(_files.Insist);
        _requests = new(_files.Insist);
        // Saved while the gateway was starting: the watch takes it for known.
        if (first.Fingerprint is { } read && read != Fingerprint.OfConfiguration(request))
        {
            _files.Insist();
        }

        _files.Start(ReloadAsync);
        _folders.Start(ReloadCertificatesAsync);
        _ = _renewal.StartAsync(CancellationToken.None);
    }

    /// <summary>The configuration in force.</summary>
    public GatewayConfig Running => _running;

    /// <summary>What runs, and what became of reloads.</summary>
    public ReloadStatus Status => _reloader.Status;

    /// <summary>Reads the files now, and says what came of it.</summary>
    /// <param name="cancellation">Stops waiting; the reload goes on.</param>
    public Task<ReloadReport> ReloadNowAsync(CancellationToken cancellation) => _requests.AskAsync(cancellation);

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
        await _renewal.StopAsync(CancellationToken.None);
        _renewal.Dispose();
        _reloader.Dispose();
        _turn.Dispose();
    }

    private Task ReloadAsync(CancellationToken cancellation) => InTurnAsync(async () =>
    {
        using var told = _parts.Service.Reloading();
        await _requests.AnswerAsync(async isAsked =>
        {
            var (before, began) = (_result, Stopwatch.GetTimestamp());
            _named.Begin();
            var errors = await _reloader.ReloadAsync(next => ApplyAsync(next, cancellation), cancellation);
            if (errors.IsEmpty)
            {
                _named.Accept(_running.Tls.AuthorityFiles);
                _folders.Look();
            }
            else
            {
                _named.Refuse();
            }

            var (now, last) = (TimeProvider.System.GetUtcNow(), _lastChange);
            ImmutableArray<string> changes =
                errors.IsEmpty ? [.. Plan.Between(before, _result).Lines.Select(line => line.ToString())] : [];
            _lastChange = changes.IsEmpty ? last : new(now, isAsked, changes);
            return new(
                _path, _parts.Admin?.Configuration.Report.Loaded ?? now, changes,
                [.. errors.Select(ConfigurationBoard.ReportOf)], Stopwatch.GetElapsedTime(began).TotalMilliseconds)
            {
                Last = errors.IsEmpty && changes.IsEmpty ? last : null,
            };
        });
    });

    private void Accept(ConfigurationResult next)
    {
        _result = next;
        _parts.Admin?.Configuration.Accept(next);
    }

    // The plugin of an entry that runs as the file says has been tried.
    private ConfigurationRequest TryingWhatIsNew(ConfigurationRequest request) => request with
    {
        TryCheck = request.TryCheck is not { } tryCheck ? null : (folder, check, cancellation) =>
            _running.HealthChecks.Any(check.IsSame) ? NothingWrong : tryCheck(folder, check, cancellation),
        TryNotify = request.TryNotify is not { } tryNotify ? null : (folder, action, cancellation) =>
            _running.Notify.Any(action.IsSame) ? NothingWrong : tryNotify(folder, action, cancellation),
        // In a folder that serves, one may be half written at this moment.
        TryCertificates = CertificateTrial.Besides(
            () => _running.CertificateFolders, folder => Noted(folder, CertificateTrial.Run)),
        ReadAuthority = file => Noted(file, request.ReadAuthority),
        ReadSecret = file => Noted(file, request.ReadSecret),
    };

    private T Noted<T>(string path, Func<string, T> read)
    {
        _named.Note(path);
        return read(path);
    }

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

    // Nothing when it runs, else why it cannot: then nothing has changed.
    private async Task<ImmutableArray<ConfigError>> ApplyAsync(GatewayConfig next, CancellationToken cancellation)
    {
        var changes = ConfigurationChanges.Between(_running, next);
        if (changes.Refusal is { } refusal)
        {
            return [new("", refusal)];
        }

        if (AbsentInterfaces.Between(_running.Vrrp, next.Vrrp, _named.Note) is { IsEmpty: false } absent)
        {
            return absent;
        }

        try
        {
            await using var checks = await _parts.Checks.StageAsync(next, changes, cancellation);
            await using var actions = await _parts.Actions.StageAsync(next, changes, cancellation);
            if (checks.Errors.Concat(actions.Errors).ToImmutableArray() is { Length: > 0 } wrong)
            {
                return wrong;
            }

            using var listeners = _parts.Proxy.Bind(next.Listeners);
            using var admin = _parts.Admin?.Server.Bind(next.Admin);
            if (changes.AreRoutesChanged)
            {
                await _parts.Proxy.ChangeRoutesAsync(next.Routes, next.Clusters);
            }

            // Nothing from here on can be refused any more: what serves BEFORE the addresses that clients find it by.
            _parts.Proxy.ReloadCertificates(next);
            _parts.Proxy.Follow(next);
            await _parts.Proxy.ChangeListenersAsync(listeners);
            await (admin is null ? Task.CompletedTask : _parts.Admin!.Server.ChangeAsync(admin, cancellation));
            _parts.Checks.Take(checks);
            _parts.Actions.Take(actions);
            var told = _parts.Notifier.ChangeAsync(actions.Next, NotifyLimit, cancellation);
            await ChangeHealthAsync(next, changes, checks.Next, cancellation);
            _running = next;
            await told;
            return [];
        }
        catch (Exception refused) when (refused is ListenException or RouteException or AdminException)
        {
            return [new("", refused.Message)];
        }
    }

    // What is new speaks BEFORE virtual routers follow it, and what is gone until they do not follow it any more.
    private async Task ChangeHealthAsync(
        GatewayConfig next, ConfigurationChanges changes, ImmutableArray<ScheduledCheck> checks,
        CancellationToken cancellation)
    {
        _parts.Scheduler.Allow(next.MaxRunningChecks);
        _parts.Scheduler.Begin(checks);
        if (changes.IsVrrpChanged || !changes.Settings.IsEmpty)
        {
            await AwaitFirstResultsAsync(changes.NewTrackers, cancellation);
            _parts.Follow(next.Vrrp);
            while (!_parts.Words.TryApply(next.Vrrp))
            {
                // The engine's inbox is full for a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(10), CancellationToken.None);
            }
        }

        await _parts.Scheduler.EndOthersAsync(checks);
    }

    private async Task AwaitFirstResultsAsync(IReadOnlyCollection<string> trackers, CancellationToken cancellation)
    {
        var silent = trackers.Where(name => _parts.Scheduler.Board.Find(name)?.State == CheckState.Unknown).ToArray();
        if (silent.Length > 0)
        {
            _logger.AwaitingFirstResults(string.Join(", ", silent), LongestWait);
            await _parts.Scheduler.FirstResultsAsync(silent, LongestWait, cancellation);
        }
    }

    private Task ReloadCertificatesAsync(CancellationToken cancellation) => InTurnAsync(() =>
    {
        _parts.Proxy.ReloadCertificates(_running);
        _logger.CertificatesReloaded();
        return Task.CompletedTask;
    });
}
