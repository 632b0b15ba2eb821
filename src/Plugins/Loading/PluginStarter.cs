using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Gateway.Plugins.Loading;

/// <summary>Takes a check or action through steps 1 to 3 of its life, on plugin threads, in bounded time, several at
/// once.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without wait handle holds nothing.")]
internal sealed class PluginStarter(PluginThreads threads, ILoggerFactory loggers, TimeProvider time)
{
    // Each has a thread meanwhile.
    private const int MostAtOnce = 64;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _room = new(MostAtOnce);

    /// <summary>Makes an instance ready for use.</summary>
    /// <param name="handle">The generation to use.</param>
    /// <param name="slot">What it is to be.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PluginException">It is of the other kind, throws or hangs, or the settings are wrong. Nothing
    /// remains of it then; of one that hangs, once it returns.</exception>
    public async Task<PluginInstance> StartAsync(
        PluginHandle handle, PluginSlot slot, CancellationToken cancellationToken)
    {
        handle.Require(slot.Kind);
        handle.Lease();
        try
        {
            await _room.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            handle.Return();
            throw;
        }

        try
        {
            return await StartInTimeAsync(handle, slot, cancellationToken);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>What nobody waits for any more is given back when it comes.</summary>
    public static async Task DiscardAsync(Task<PluginInstance> start)
    {
        await ((Task)start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (start.IsCompletedSuccessfully)
        {
            await (await start).RetireAsync();
        }
    }

    private async Task<PluginInstance> StartInTimeAsync(
        PluginHandle handle, PluginSlot slot, CancellationToken cancellationToken)
    {
        var start = threads.RunAsync(() => RunStepsAsync(handle, slot));
        try
        {
            return await start.WaitAsync(Limit, time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            _ = DiscardAsync(start);
            throw late is TimeoutException
                ? new PluginException(slot, $"did not start within {new Seconds(Limit)}: it hangs", late)
                : late;
        }
    }

    /// <summary>Runs on a plugin thread. Ends with an instance that holds the lease, or with the lease given
    /// back.</summary>
    private async Task<PluginInstance> RunStepsAsync(PluginHandle handle, PluginSlot slot)
    {
        var context = new PluginContext
        {
            Plugin = slot.Plugin,
            Name = slot.Name,
            Title = slot.Title,
            Settings = slot.Settings,
            Logger = loggers.CreateLogger($"Gateway.Plugin.{slot.Plugin}.{slot.Name}"),
            Time = time,
        };
        PluginInstance instance;
        try
        {
            var plugin = Attempt(slot, "its constructor", handle.Construct);
            instance = new PluginInstance(handle, slot.Title, plugin, threads, time, context.Logger);
        }
        catch
        {
            handle.Return();
            throw;
        }

        try
        {
            Attempt(slot, "Configure", () => Configure(instance.Plugin, context));
            var problems = Attempt(slot, "Validate", () => instance.Plugin.Validate().ToImmutableArray());
            return problems.IsEmpty ? instance : throw PluginException.OfSettings(slot, problems);
        }
        catch
        {
            await instance.RetireAsync();
            throw;
        }
    }

    private static bool Configure(IPlugin plugin, PluginContext context)
    {
        plugin.Configure(context);
        return true;
    }

    private static T Attempt<T>(PluginSlot slot, string step, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (SettingsException wrong)
        {
            throw PluginException.OfSettings(slot, wrong.Problems, wrong);
        }
        catch (Exception thrown)
        {
            var cause = thrown.GetBaseException();
            throw new PluginException(slot, $"{step} failed: {cause.GetType().Name}: {cause.Message}", thrown);
        }
    }
}
