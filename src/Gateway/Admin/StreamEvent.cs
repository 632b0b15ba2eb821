namespace Gateway.Admin;

/// <summary>Something that watchers are told.</summary>
/// <param name="Name"><c>status</c> or <c>history</c>.</param>
/// <param name="Json">A <see cref="Status.StatusReport"/> or <see cref="Status.HistoryEntry"/>.</param>
internal sealed record StreamEvent(string Name, ReadOnlyMemory<byte> Json);
