using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Vrrp.Core;

namespace Gateway.Forecast;

/// <summary>Who has the addresses of one contest, and what each failure does to whom. Who wins is said by the functions
/// that the engine uses, and how long it takes by <see cref="Timing"/>.</summary>
internal sealed partial class ContestForecast
{
    private const string NoGap = "with no gap";

    private readonly Contest _contest;
    private readonly GatewayConfig _config;
    private readonly ImmutableArray<Standing> _well;
    private readonly Standing _master;

    /// <summary>Looks ahead.</summary>
    public ContestForecast(Contest contest, GatewayConfig config)
    {
        (_contest, _config) = (contest, config);
        _well = contest.Stand();
        _master = Election.Winner(_well)!;
    }

    /// <summary>The Master while all is well; of equals the one that wins when they start at the same time.</summary>
    public string Master => _master.Node;

    /// <summary>Why it is.</summary>
    public string Reason
    {
        get
        {
            var equals = _well.Where(one => one.Priority == _master.Priority).ToArray();
            return _well.Length == 1 ? $"{Master} is Master; there is no other machine."
                : equals.Length > 1 ? TieReason(equals)
                : _master.Priority == PriorityLedger.OwnerPriority
                ? $"{Master} is Master, as the owner of the address, whenever it is there."
                : $"{Master} is Master: {_master.Sum} beats "
                    + $"{string.Join(" and ", Others.Select(one => $"{one.Sum} of {one.Node}"))}.";
        }
    }

    /// <summary>Everything that may happen.</summary>
    public IEnumerable<ForecastBlock> Blocks
    {
        get
        {
            foreach (var tracker in _contest.Weights.Select(weight => weight.Tracker).Distinct())
            {
                yield return TrackerBlock(tracker);
            }

            yield return MasterBlock();
            foreach (var backup in Others)
            {
                yield return BackupBlock(backup);
            }

            if (_well.Length > 1)
            {
                yield return SilenceBlock();
            }
        }
    }

    private IEnumerable<Standing> Others => _well.Where(one => one.Node != Master);

    // Of all the nodes that are well but one.
    private Standing? HeirOf(string node) => Election.Winner(_well.Where(one => one.Node != node));

    private TakeoverTimes TimesOf(Standing heir) => new(_contest, heir.Priority);

    private string TieReason(Standing[] equals)
    {
        var known = equals.All(one => one.Contender.Source != default);
        var names = string.Join(" and ", equals.Select(one => one.Node));
        return $"{names} have the same priority, {_master.Sum}: whoever is up first is Master, and stays it. "
            + (known
                ? $"When they start at once, {Master} wins by the higher address, {_master.Contender.Source}; "
                    + "it is taken for the Master below."
                : $"When they start at once, the higher address wins, which the file does not say; {Master} is taken "
                    + "for the Master below.");
    }

    // Who has the addresses when the Master has left, with the time that it takes behind a farewell.
    private string AfterFarewell(Standing? heir) => heir is null
        ? "nobody has the addresses."
        : $"{heir.Node} takes over after {TimesOf(heir).Skew} without an owner.";
}
