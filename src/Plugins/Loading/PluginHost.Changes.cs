using Microsoft.Extensions.Logging;

namespace Gateway.Plugins.Loading;

/// <content>What happens when the folder of a plugin that is in use has changed.</content>
internal sealed partial class PluginHost
{
    /// <summary>Looks at the folder of every plugin in use, and applies what has changed there and has looked the same
    /// twice in a row. A new generation that does not load, or does not start everything that the old one runs, is not
    /// used: the old one goes on. A plugin that is gone is no longer used at all.</summary>
    /// <returns>False when something has changed since the last look: look again soon.</returns>
    public async Task<bool> RescanAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var settled = true;
            foreach (var installed in _plugins.Values)
            {
                settled &= await LookAsync(installed, cancellationToken);
            }

            return settled;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<bool> LookAsync(InstalledPlugin installed, CancellationToken cancellationToken)
    {
        var stamp = FolderStamp.Of(_catalog, installed.Name);
        var isStill = stamp == installed.Seen;
        installed.Seen = stamp;
        if (stamp == installed.Tried)
        {
            return true;
        }

        if (!isStill)
        {
            // Somebody may still be copying.
            return false;
        }

        installed.Tried = stamp;
        if (stamp.IsAbsent)
        {
            await RemoveAsync(installed);
        }
        else
        {
            await UpgradeAsync(installed, cancellationToken);
        }

        return true;
    }

    private async Task RemoveAsync(InstalledPlugin installed)
    {
        var why = new PluginException(installed.Name, "its folder was removed");
        var lingering = new List<Task>();
        foreach (var slot in SlotsOf(installed))
        {
            lingering.Add(slot.EmptyAsync(why));
            LogRemoved(installed.Name, slot.Title, Consequence(slot));
        }

        Retire(installed);
        await Task.WhenAll(lingering);
    }

    private async Task UpgradeAsync(InstalledPlugin installed, CancellationToken cancellationToken)
    {
        if (SlotsOf(installed) is [])
        {
            // Whoever is just starting sees that the generation is gone, and loads the next.
            Retire(installed);
            return;
        }

        PluginHandle next;
        try
        {
            next = await LoadAsync(installed);
        }
        catch (PluginException wrong)
        {
            await RefuseAsync(installed, SlotsOf(installed).Select(slot => (slot, wrong)));
            return;
        }

        var (started, failed) = await StartAllAsync(next, SlotsOf(installed), cancellationToken);
        if (started.Count == 0 || failed.Exists(failure => failure.Slot.Generation > 0))
        {
            await Task.WhenAll(started.Select(start => start.Instance.RetireAsync()));
            next.Retire();
            Unloads.Add(next);
            await RefuseAsync(installed, failed);
            return;
        }

        await RefuseAsync(installed, failed);
        await SwapAsync(installed, next, started);
    }

    private async Task<(List<(PluginSlot Slot, PluginInstance Instance)> Started,
        List<(PluginSlot Slot, PluginException Why)> Failed)> StartAllAsync(
        PluginHandle next, PluginSlot[] slots, CancellationToken cancellationToken)
    {
        var started = new List<(PluginSlot, PluginInstance)>();
        var failed = new List<(PluginSlot, PluginException)>();
        // All begin BEFORE the first is waited for: those that hang do so at the same time.
        var starts = slots.Select(slot => _starter.StartAsync(next, slot, cancellationToken)).ToArray();
        foreach (var (slot, start) in slots.Zip(starts))
        {
            try
            {
                started.Add((slot, await start));
            }
            catch (PluginException wrong)
            {
                failed.Add((slot, wrong));
            }
            catch (OperationCanceledException)
            {
                // Nobody takes any of them now: also those that are ready end properly.
                await Task.WhenAll(starts.Select(PluginStarter.DiscardAsync));
                next.Retire();
                Unloads.Add(next);
                throw;
            }
        }

        return (started, failed);
    }

    /// <summary>Every call from here on goes to the new generation; calls under way end on the old one.</summary>
    private async Task SwapAsync(
        InstalledPlugin installed, PluginHandle next, List<(PluginSlot Slot, PluginInstance Instance)> started)
    {
        var lingering = new List<Task>();
        foreach (var (slot, instance) in started)
        {
            lingering.Add(slot.FillAsync(instance));
        }

        Retire(installed);
        installed.Handle = next;
        var titles = string.Join(", ", started.Select(start => start.Slot.Title));
        LogUpgraded(installed.Name, next.Generation, titles);
        await Task.WhenAll(lingering);
    }

    /// <summary>Says so of each: what runs goes on with the old generation, what does not run still does not.</summary>
    private async Task RefuseAsync(
        InstalledPlugin installed, IEnumerable<(PluginSlot Slot, PluginException Why)> failed)
    {
        foreach (var (slot, why) in failed)
        {
            if (slot.Generation > 0)
            {
                LogRefused(installed.Name, slot.Title, why.Message, slot.Generation);
            }
            else
            {
                await slot.EmptyAsync(why);
                LogCannotRun(installed.Name, slot.Title, why.Message, Consequence(slot));
            }
        }
    }

    private PluginSlot[] SlotsOf(InstalledPlugin installed) =>
        [.. _slots.Where(slot => slot.Plugin == installed.Name)];

    [LoggerMessage(EventId = 3005, Level = LogLevel.Information,
        Message = "Plugin {Plugin} was loaded anew: generation {Generation} serves {Titles}")]
    private partial void LogUpgraded(string plugin, int generation, string titles);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Error,
        Message = "Plugin {Plugin} has changed and cannot be used for {Title}: {Why}. Generation {Generation} goes on; "
            + "mend the folder")]
    private partial void LogRefused(string plugin, string title, string why, int generation);

    [LoggerMessage(EventId = 3007, Level = LogLevel.Error,
        Message = "Plugin {Plugin} was removed. {Consequence} until it is back: {Title}")]
    private partial void LogRemoved(string plugin, string title, string consequence);
}
