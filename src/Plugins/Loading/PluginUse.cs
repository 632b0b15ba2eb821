using System.Collections.Immutable;

namespace Gateway.Plugins.Loading;

/// <summary>A plugin as operators see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsInstalled">Whether it is in the folder.</param>
/// <param name="Generation">Counts what was loaded of it; 0 while it is not loaded.</param>
/// <param name="UsedBy">"check NAME" and "action NAME" of all that use it.</param>
internal sealed record PluginUse(string Name, bool IsInstalled, int Generation, ImmutableArray<string> UsedBy);
