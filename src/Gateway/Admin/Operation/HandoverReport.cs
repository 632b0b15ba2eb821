using System.Collections.Immutable;

namespace Gateway.Admin.Operation;

/// <summary>What came of a drain, an undrain or a handover.</summary>
/// <param name="Action">What was asked: <c>drain</c>, <c>undrain</c> or <c>handover</c>.</param>
/// <param name="Done">Whether all of it has come to pass within the time that the gateway waits.</param>
/// <param name="Milliseconds">How long it took, from the request to the last address.</param>
/// <param name="Moves">What became of each virtual router.</param>
internal sealed record HandoverReport(
    string Action, bool Done, double Milliseconds, ImmutableArray<MoveReport> Moves);
