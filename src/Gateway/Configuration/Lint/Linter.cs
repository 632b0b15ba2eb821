using System.Collections.Immutable;
using Gateway.Configuration.Reading;

namespace Gateway.Configuration.Lint;

/// <summary>Applies every rule.</summary>
internal static class Linter
{
    /// <summary>The rules.</summary>
    public static ImmutableArray<ILintRule> Rules { get; } =
    [
        new EqualPriorities(), new PrioritiesFarApart(), new VitalEverywhere(), new NoHealthCheck(), new SampleId(),
        new UncoveredAddress(), new RoutesMayOverlap(), new ShortInterval(), new WeightAtLimit(),
        new WeightTooSmall(),
    ];

    /// <summary>Looks through a valid configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="positions">Where its paths stand.</param>
    /// <returns>What was found, in the order of the file.</returns>
    public static ImmutableArray<LintFinding> Run(GatewayConfig config, PathPositions positions) =>
    [
        .. Rules
            .SelectMany(rule => rule.Find(config).Select(found =>
                new LintFinding(rule.Id, positions.Find(found.Path), found.Path, found.Message)))
            .OrderBy(found => found.Position.Line).ThenBy(found => found.Position.Column),
    ];
}
