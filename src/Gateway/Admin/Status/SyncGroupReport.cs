using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>Virtual routers that move as one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Members">Their names.</param>
/// <param name="State">Their state when it is the same; otherwise <c>Mixed</c>.</param>
internal sealed record SyncGroupReport(
    string Name,
    ImmutableArray<string> Members,
    string State);
