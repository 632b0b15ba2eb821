namespace Gateway.Import.Reading;

/// <summary>A line without comment, with its parameters replaced. It is never empty.</summary>
/// <param name="Position">Where it stands; for a line of a definition, where that line stands.</param>
/// <param name="Text">The text, without blanks around it.</param>
internal readonly record struct ConfLine(ConfPosition Position, string Text);
