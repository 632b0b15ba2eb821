using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>Nodes of one priority: addresses decide, and only at a start.</summary>
internal sealed class EqualPriorities : ILintRule
{
    /// <inheritdoc/>
    public string Id => "equal-priorities";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        if (config.Vrrp.VirtualRouters.IsEmpty)
        {
            yield break;
        }

        foreach (var group in config.Nodes.GroupBy(node => node.Priority).Where(group => group.Count() > 1))
        {
            var last = group.Last();
            var who = group.All(node => node.Addresses.Length > 0)
                ? $"{group.MaxBy(node => node.Addresses[0])!.Name}, with the highest address,"
                : "the one with the highest address";
            yield return new($"Nodes:{last.Name}:Priority",
                $"{string.Join(" and ", group.Select(node => node.Name))} have the same priority, {last.Priority}: "
                + $"whoever is Master stays it, and when both are, {who} wins; give one of them less, such as "
                + $"{Math.Max(1, last.Priority - 10)}.");
        }
    }
}
