namespace Gateway.Import.Reading;

/// <summary>A conditional line (<c>@id ...</c>) that is not for this machine.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Text">The whole line.</param>
internal readonly record struct SkippedLine(ConfPosition Position, string Text);
