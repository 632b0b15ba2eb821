using System.Collections.Immutable;

namespace Gateway.Plugins.Loading;

/// <content>What operators see of it.</content>
internal sealed partial class PluginHost
{
    // Loading a plugin takes up to ten seconds: nobody who looks waits for that.
    private static readonly TimeSpan LookLimit = TimeSpan.FromMilliseconds(200);

    private ImmutableArray<PluginUse> _uses = [];

    /// <summary>The plugins of the folder and those in use, by name; while one is being loaded, as they were
    /// before.</summary>
    public async Task<ImmutableArray<PluginUse>> ListAsync(CancellationToken cancellationToken)
    {
        if (!await _gate.WaitAsync(LookLimit, cancellationToken))
        {
            return _uses;
        }

        try
        {
            var there = _catalog.List();
            var names = there.Concat(_slots.Select(slot => slot.Plugin)).Distinct().Order(StringComparer.Ordinal);
            return _uses = [.. names.Select(name => new PluginUse(
                name,
                there.Contains(name),
                _plugins.GetValueOrDefault(name)?.Handle?.Generation ?? 0,
                [.. _slots.Where(slot => slot.Plugin == name).Select(slot => slot.Title)]))];
        }
        finally
        {
            _ = _gate.Release();
        }
    }
}
