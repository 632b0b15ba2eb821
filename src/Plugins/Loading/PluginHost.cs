using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Gateway.Plugins.Loading;

/// <summary>Loads each plugin once, at its first check, and owns every check made. Safe from any thread.</summary>
/// <param name="catalog">Where plugins are.</param>
/// <param name="threads">The threads on which they run.</param>
/// <param name="loggers">Where they log, as <c>Gateway.Plugin.NAME.CHECK</c>.</param>
/// <param name="time">The clock they get.</param>
internal sealed class PluginHost(
    PluginCatalog catalog, PluginThreads threads, ILoggerFactory loggers, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PluginHandle> _handles = [];
    private readonly List<LeasedHealthCheck> _checks = [];

    /// <summary>Makes a check ready for use: steps 1 to 3 of its life, in at most ten seconds.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="settings">The check's settings.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The check, owned by this host; disposing it earlier is allowed.</returns>
    /// <exception cref="PluginException">There is no such plugin, it does not load, it throws or hangs, or the settings
    /// are wrong. Nothing remains of it then, except of one that hangs.</exception>
    public async Task<IHealthCheck> CreateHealthCheckAsync(
        string plugin, string name, JsonElement settings, CancellationToken cancellationToken)
    {
        var handle = Lease(plugin);
        var context = new PluginContext
        {
            Plugin = plugin,
            Name = name,
            Settings = settings,
            Logger = loggers.CreateLogger($"Gateway.Plugin.{plugin}.{name}"),
            Time = time,
        };
        var start = threads.RunAsync(() => StartAsync(handle, context));
        try
        {
            return Own(await start.WaitAsync(StartLimit, time, cancellationToken));
        }
        catch (TimeoutException) when (!start.IsCompleted)
        {
            var problem = $"did not start within {StartLimit.TotalSeconds} s: it hangs";
            throw new PluginException(plugin, name, [new("", problem)]);
        }
    }

    /// <summary>Disposes every check and unloads every plugin. Takes two seconds if some hang; these stay
    /// loaded.</summary>
    public async ValueTask DisposeAsync()
    {
        ImmutableArray<LeasedHealthCheck> ending;
        lock (_gate)
        {
            foreach (var handle in _handles.Values)
            {
                handle.Retire();
            }

            _handles.Clear();
            ending = [.. _checks];
            _checks.Clear();
        }

        await Task.WhenAll(ending.Select(check => check.DisposeAsync().AsTask()));
    }

    private PluginHandle Lease(string plugin)
    {
        lock (_gate)
        {
            if (!_handles.TryGetValue(plugin, out var handle))
            {
                _handles[plugin] = handle = PluginHandle.Load(catalog, plugin);
            }

            handle.Lease();
            return handle;
        }
    }

    private LeasedHealthCheck Own(LeasedHealthCheck check)
    {
        lock (_gate)
        {
            _checks.Add(check);
            return check;
        }
    }

    /// <summary>Runs on a plugin thread. Ends with a check that holds the lease, or with the lease given
    /// back.</summary>
    private async Task<LeasedHealthCheck> StartAsync(PluginHandle handle, PluginContext context)
    {
        LeasedHealthCheck leased;
        try
        {
            var check = Attempt(context, "its constructor", () => Construct(handle.CheckType));
            leased = new LeasedHealthCheck(handle, context.Name, check, threads, time, context.Logger);
        }
        catch
        {
            handle.Return();
            throw;
        }

        try
        {
            Attempt(context, "Configure", () => Configure(leased, context));
            var problems = Attempt(context, "Validate", () => leased.Validate().ToImmutableArray());
            return problems.IsEmpty ? leased : throw new PluginException(context.Plugin, context.Name, problems);
        }
        catch
        {
            await leased.DisposeAsync();
            throw;
        }
    }

    private static IHealthCheck Construct(Type type) => (IHealthCheck)Activator.CreateInstance(
        type, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, null, null, null)!;

    private static bool Configure(LeasedHealthCheck check, PluginContext context)
    {
        check.Configure(context);
        return true;
    }

    private static T Attempt<T>(PluginContext context, string step, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (SettingsException wrong)
        {
            throw new PluginException(context.Plugin, context.Name, wrong.Problems, wrong);
        }
        catch (Exception thrown)
        {
            var cause = thrown.GetBaseException();
            var problem = $"{step} failed: {cause.GetType().Name}: {cause.Message}";
            throw new PluginException(context.Plugin, context.Name, [new("", problem)], thrown);
        }
    }
}
