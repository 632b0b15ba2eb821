using System.Collections.Immutable;

namespace Gateway.Configuration.Routes;

/// <summary>What clients are told.</summary>
/// <param name="Status">200 to 599.</param>
/// <param name="Text">The text; null for none.</param>
/// <param name="File">A file instead of the text, absolute; null for none.</param>
/// <param name="Headers">Headers of the answer.</param>
internal sealed record AnswerConfig(
    int Status, string? Text, string? File, ImmutableArray<KeyValuePair<string, string>> Headers);
