using Gateway.Configuration;
using Gateway.Configuration.Reading;
using Gateway.Configuration.Reload;
using Gateway.Forecast;
using Gateway.Vrrp.Config;

namespace Gateway.Planning;

/// <summary>What changes in the virtual routers, in words, and which addresses move.</summary>
internal sealed class PlannedRouters
{
    // Said by the addresses and the contenders themselves.
    private static readonly string[] SaidOtherwise = ["Addresses", "ExcludedAddresses", "Priorities"];

    private const string Stays = "no transition";

    private readonly ConfigurationResult _old;
    private readonly ConfigurationResult _next;
    private readonly Dictionary<string, Contest> _olds;
    private readonly Dictionary<string, Contest> _news;

    /// <summary>Looks at both.</summary>
    public PlannedRouters(ConfigurationResult old, ConfigurationResult next)
    {
        (_old, _next) = (old, next);
        (_olds, _news) = (ContestsOf(old), ContestsOf(next));
    }

    /// <summary>The virtual routers and sync groups.</summary>
    public IEnumerable<PlanLine> Describe(ConfigDiff diff) =>
    [
        .. diff.Routers.Select(Describe).Where(line => line.Kind != ChangeKind.Unchanged),
        .. NamedChange.Between(_old.Config!.Vrrp.SyncGroups, _next.Config!.Vrrp.SyncGroups, group => group.Name, IsSame)
            .Where(change => change.Kind != ChangeKind.Unchanged)
            .Select(change => new PlanLine(change.Kind, $"sync group {change.Name}", MembersOf(change.Name))),
    ];

    private static Dictionary<string, Contest> ContestsOf(ConfigurationResult result) => Contest.Of(result.Config!.Vrrp)
        .SelectMany(contest => contest.Routers.Select(router => (router.Name, contest)))
        .ToDictionary(one => one.Name, one => one.contest);

    private bool IsSame(SyncGroupConfig old, SyncGroupConfig next) =>
        NamesOf(old, _old).Order().SequenceEqual(NamesOf(next, _next).Order());

    private static IEnumerable<string> NamesOf(SyncGroupConfig group, ConfigurationResult result) =>
        group.Members.Select(member => result.Config!.Vrrp.VirtualRouters[member].Name);

    private string MembersOf(string name) =>
        _next.Config!.Vrrp.SyncGroups.FirstOrDefault(group => group.Name == name) is { } group
            ? string.Join(", ", NamesOf(group, _next))
            : "";

    private PlanLine Describe(RouterChange change) => change.Kind switch
    {
        RouterChangeKind.Added => new(
            ChangeKind.Added, $"instance {change.Name}", Addresses(change),
            $"{MasterOf(_news[change.Name])} becomes its Master"),
        RouterChangeKind.Removed => new(ChangeKind.Removed, $"instance {change.Name}", Addresses(change)),
        RouterChangeKind.Replaced => new(
            ChangeKind.Changed, $"instance {change.Name}", Details(change), Replacement(change, _news[change.Name])),
        _ => Retune(change),
    };

    // A node that comes or goes may move addresses though nothing is said of them.
    private PlanLine Retune(RouterChange change)
    {
        var (details, move) = (Details(change), Move(change.Name));
        return details.Length == 0 && move == Stays
            ? new(ChangeKind.Unchanged, change.Name)
            : new(ChangeKind.Changed, $"instance {change.Name}", details, move);
    }

    private string Details(RouterChange change)
    {
        IEnumerable<string> settings = change.Kind == RouterChangeKind.Unchanged
            ? []
            : SettingChange.Between(InstanceOf(_old, change.Name), InstanceOf(_next, change.Name))
                .Where(setting => !SaidOtherwise.Contains(setting.Path.Split(':')[0]))
                .Select(setting => setting.Path.StartsWith("Authentication", StringComparison.Ordinal)
                    ? setting.Path
                    : setting.WithValues);
        string[] all = [Addresses(change), .. Priorities(change), .. settings];
        return string.Join(", ", all.Where(detail => detail.Length > 0));
    }

    private static ConfigNode? InstanceOf(ConfigurationResult result, string name) =>
        SettingChange.Find(result.Root, "Vrrp", "Instances", name);

    private static string Addresses(RouterChange change) => string.Join(", ", change.AddedAddresses
        .Select(own => $"+ {own.Prefix}").Concat(change.RemovedAddresses.Select(own => $"- {own.Prefix}")));

    // Those of the other nodes count as well: they decide who is Master.
    private static IEnumerable<string> Priorities(RouterChange change) =>
        from next in change.New!.Contenders
        join old in change.Old!.Contenders on next.Node equals old.Node
        where next.Priority != old.Priority
        select FormattableString.Invariant($"priority of {next.Node} {old.Priority} -> {next.Priority}");

    private static string MasterOf(Contest contest) => Election.Winner(contest.Stand())!.Node;

    // Another virtual router to its peers: the new one listens before it takes over.
    private static string Replacement(RouterChange change, Contest next)
    {
        var (old, router) = (change.Old!, change.New!);
        var master = Election.Winner(next.Stand())!;
        var away = new TakeoverTimes(next, master.Priority).LongestSilence;
        var (where, isAlone) = old.VirtualRouterId != router.VirtualRouterId
                ? (FormattableString.Invariant($"under id {router.VirtualRouterId}"), false)
            : old.Version != router.Version
                ? (FormattableString.Invariant($"in version {(byte)router.Version}"), false)
            : (old.Interface != router.Interface ? $"on {router.Interface}" : "among other addresses", true);
        // Two elections at once have two winners.
        var others = isAlone || next.Contenders.Length < 2 ? ""
            : "; until every node has the change, both elections have a Master";
        return $"a new election {where}: the addresses go, and {master.Node} has them after about {away}{others}";
    }

    private string Move(string name)
    {
        var (before, contest) = (MasterOf(_olds[name]), _news[name]);
        var after = Election.Next(before, contest.Stand(), contest.Preempt)!;
        return after.Node == before ? Stays
            : contest.Contenders.All(contender => contender.Node != before)
            ? $"{after.Node} becomes its Master when {before} has stopped"
            : $"moves from {before} to {after.Node} within {new TakeoverTimes(contest, after.Priority).Preemption}, "
                + "with no gap";
    }
}
