using System.Collections.Immutable;

namespace Gateway.Import.Reading;

/// <summary>What reading a file came to.</summary>
/// <param name="Lines">Every line that counts, in order, included files in their place.</param>
/// <param name="Skipped">Conditional lines that are not for this machine.</param>
/// <param name="Problems">What reading found.</param>
internal sealed record ConfText(
    ImmutableArray<ConfLine> Lines, ImmutableArray<SkippedLine> Skipped, ImmutableArray<ConfProblem> Problems);
