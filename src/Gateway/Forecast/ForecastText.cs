using System.Text;
using Gateway.Configuration;
using Gateway.Vrrp.Config;

namespace Gateway.Forecast;

/// <summary>What will happen to the addresses, as an operator reads it.</summary>
internal static class ForecastText
{
    private const int MostAddresses = 4;

    /// <summary>Describes all nodes and all virtual routers of a configuration.</summary>
    public static string Describe(GatewayConfig config)
    {
        var all = Contest.Of(config.Vrrp)
            .Select(contest => (Contest: contest, Forecast: new ContestForecast(contest, config))).ToArray();
        if (all.Length == 0)
        {
            return "There are no virtual routers: no address moves.\n";
        }

        var text = new StringBuilder("While all is well\n");
        foreach (var node in config.Nodes)
        {
            string NamesOf(bool asMaster) => string.Join(
                ", ", all.Where(one => one.Forecast.Master == node.Name == asMaster).Select(one => one.Contest.Name));

            var parts = new[] { ("Master of ", NamesOf(asMaster: true)), ("Backup of ", NamesOf(asMaster: false)) }
                .Where(part => part.Item2.Length > 0).Select(part => part.Item1 + part.Item2);
            _ = text.Append("  ").Append(node.Name).Append(": ").AppendJoin("; ", parts).Append('\n');
        }

        foreach (var (contest, forecast) in all)
        {
            Append(text, contest, forecast);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Contest contest, ContestForecast forecast)
    {
        _ = text.Append('\n');
        if (contest.Routers.Length > 1)
        {
            _ = text.Append(contest.Name).Append(", a sync group: all of it moves as one\n");
        }

        foreach (var router in contest.Routers)
        {
            _ = text.Append(contest.Routers.Length > 1 ? "  " : "").Append(Describe(router)).Append('\n');
        }

        _ = text.Append("  ").Append(forecast.Reason).Append('\n');
        foreach (var block in forecast.Blocks)
        {
            Append(text, block);
        }
    }

    private static void Append(StringBuilder text, ForecastBlock block)
    {
        _ = text.Append("\n  ").Append(block.Title).Append('\n');
        var width = block.Lines.Max(line => line.Where.Length);
        foreach (var (where, then) in block.Lines)
        {
            _ = text.Append("    ").Append(width == 0 ? "" : where.PadRight(width + 2)).Append(then).Append('\n');
        }
    }

    private static string Describe(VirtualRouterConfig router)
    {
        var first = router.Owned.Take(MostAddresses).Select(own =>
            own.Interface == router.Interface || own.Interface == router.VirtualMacInterface
                ? own.Prefix.ToString()
                : $"{own.Prefix} dev {own.Interface}");
        var more = router.Owned.Length - MostAddresses;
        return FormattableString.Invariant($"{router.Name}: {string.Join(", ", first)}")
            + (more > 0 ? FormattableString.Invariant($" and {more} more") : "") + $" on {router.Interface}";
    }
}
