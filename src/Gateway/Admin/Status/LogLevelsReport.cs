using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>How much is logged: the answer of GET <c>/api/log-level</c>.</summary>
/// <param name="Usual">The level that the command line says.</param>
/// <param name="Set">What operators have set since, by category.</param>
/// <param name="Areas">The names that may be set.</param>
internal sealed record LogLevelsReport(
    string Usual, ImmutableArray<LogLevelReport> Set, ImmutableArray<string> Areas);
