using System.Collections.Immutable;
using Gateway.Forecast;
using Gateway.Vrrp.Config;

namespace Gateway.Admin.Dashboard;

/// <summary>A machine of the file.</summary>
/// <param name="Name">Its key in Nodes.</param>
/// <param name="Addresses">Its own addresses, as far as the file says: where its advertisements come from.</param>
internal sealed record ForecastNodeReport(string Name, ImmutableArray<string> Addresses)
{
    /// <summary>Collects what the entry and the virtual routers say.</summary>
    public static ForecastNodeReport Of(VrrpNode node, ImmutableArray<Contest> contests) => new(
        node.Name,
        [
            .. contests.SelectMany(contest => contest.Routers).SelectMany(router => router.Contenders)
                .Where(contender => contender.Node == node.Name).Select(contender => contender.Source)
                .Concat(node.Addresses).Where(address => address != default).Distinct()
                .Select(address => address.ToString()),
        ]);
}
