using System.Collections.Immutable;

namespace Gateway.Import.Reading;

/// <summary>What <c>$NAME</c> stands for: one text, or the lines of a definition that goes over several.</summary>
/// <param name="Lines">At least one. A text of one line has no position of its own worth telling.</param>
/// <param name="IsMultiline">Whether it may stand at the end of a line alone.</param>
internal sealed record Definition(ImmutableArray<ConfLine> Lines, bool IsMultiline);
