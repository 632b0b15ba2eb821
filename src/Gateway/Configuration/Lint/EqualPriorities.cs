using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>Nodes of one priority: addresses decide, and only at a start.</summary>
internal sealed class EqualPriorities : ILintRule
{
    /// <inheritdoc/>
    public string Id => "equal-priorities";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) => config.Vrrp.VirtualRouters
        .SelectMany(router => router.Contenders.GroupBy(contender => contender.Priority))
        .Where(level => level.Count() > 1)
        .Select(level => Describe([.. level]))
        .DistinctBy(found => found.Path);

    private static ConfigError Describe(Contender[] level)
    {
        var last = level[^1];
        var who = level.All(contender => contender.Source != default)
            ? $"{level.MaxBy(contender => contender.Source)!.Node}, with the highest address,"
            : "the one with the highest address";
        return new(last.Path,
            $"{string.Join(" and ", level.Select(contender => contender.Node))} have the same priority, "
            + $"{last.Priority}: whoever is Master stays it, and when both are, {who} wins; give one of them less, "
            + $"such as {Math.Max(1, last.Priority - 10)}.");
    }
}
