namespace Vrrp.Simulation;

/// <summary>A simulation failed: with its seed, what came before, and how to see it again.</summary>
internal sealed class SimulationFailedException(Scenario scenario, string tail, Exception failure)
    : Exception(Describe(scenario, tail, failure), failure)
{
    /// <summary>One line a failure, then the first in full; empty without failures.</summary>
    public static string Summarize(IReadOnlyList<SimulationFailedException> failures) =>
        failures.Count == 0
            ? ""
            : string.Join('\n', failures.Select(failure => failure.Headline)) + "\n" + failures[0].Message;

    private string Headline { get; } = FormattableString.Invariant($"seed {scenario.Seed}: {failure.Message}");

    private static string Describe(Scenario scenario, string tail, Exception failure) => FormattableString.Invariant(
        $"""
        {failure.Message}
        {scenario}
        {tail}
        rerun: dotnet run --project tests/Vrrp.Simulation -- seed {scenario.Seed}
        """);
}
