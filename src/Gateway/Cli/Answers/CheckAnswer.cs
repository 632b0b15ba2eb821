using System.Collections.Immutable;
using Gateway.Admin;
using Gateway.Admin.Dashboard;
using Gateway.Admin.Status;
using Gateway.Configuration;

namespace Gateway.Cli.Answers;

/// <summary>What <c>gateway check --json</c> says, and of an invalid configuration whoever needs a valid one. Keys
/// stay; new ones may come.</summary>
/// <param name="File">The file.</param>
/// <param name="Accepted">Whether the check accepts it: without errors, and with <c>--strict</c> without
/// warnings.</param>
/// <param name="Node">Which entry of Nodes it was checked for; null with errors.</param>
/// <param name="Summary">What it means for the node, in a sentence; null with errors.</param>
/// <param name="Errors">All that is wrong.</param>
/// <param name="Warnings">What is probably not meant.</param>
/// <param name="Forecast">With <c>--explain</c>: as <c>/api/forecast</c> has it.</param>
internal sealed record CheckAnswer(
    string File,
    bool Accepted,
    string? Node,
    string? Summary,
    ImmutableArray<ErrorReport> Errors,
    ImmutableArray<WarningAnswer> Warnings,
    ForecastReport? Forecast)
{
    /// <summary>Writes a result down.</summary>
    public static CheckAnswer Of(string file, ConfigurationResult result, bool isAccepted, bool explains) => new(
        file,
        isAccepted,
        result.Config?.NodeName,
        result.Config is { } config ? ConfigurationSummary.Describe(file, config) : null,
        [.. result.Errors.Select(ConfigurationBoard.ReportOf)],
        [.. result.Warnings.Select(WarningAnswer.Of)],
        explains && result.Config is { } known ? ForecastReport.Of(known) : null);
}
