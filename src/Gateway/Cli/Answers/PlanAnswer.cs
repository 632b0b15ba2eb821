using System.Collections.Immutable;
using Gateway.Admin;
using Gateway.Admin.Status;
using Gateway.Configuration;
using Gateway.Planning;

namespace Gateway.Cli.Answers;

/// <summary>What <c>gateway plan --json</c> says. Keys stay; new ones may come.</summary>
/// <param name="Against">What it was compared with; null when there was nothing.</param>
/// <param name="Node">Which entry of Nodes; null with errors.</param>
/// <param name="Changes">What changes, a line each.</param>
/// <param name="NeedsRestart">Keys whose change a reload refuses, and with it all of them.</param>
/// <param name="Errors">What is wrong with the file: then there is no plan.</param>
internal sealed record PlanAnswer(
    string? Against,
    string? Node,
    ImmutableArray<string> Changes,
    ImmutableArray<string> NeedsRestart,
    ImmutableArray<ErrorReport> Errors)
{
    /// <summary>Writes a plan down.</summary>
    public static PlanAnswer Of(string against, string node, Plan plan) => new(
        against, node, [.. plan.Lines.Select(line => line.ToString())], [.. plan.Changes.NeedsRestart], []);

    /// <summary>Says why there is none.</summary>
    public static PlanAnswer Refused(string? against, ConfigurationResult next) =>
        new(against, null, [], [], [.. next.Errors.Select(ConfigurationBoard.ReportOf)]);
}
