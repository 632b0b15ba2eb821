using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>A plugin.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Installed">Whether it is in the folder.</param>
/// <param name="Generation">Counts what was loaded of it; 0 while it is not loaded.</param>
/// <param name="UsedBy">The checks and actions that run with it.</param>
internal sealed record PluginReport(
    string Name,
    bool Installed,
    int Generation,
    ImmutableArray<string> UsedBy);
