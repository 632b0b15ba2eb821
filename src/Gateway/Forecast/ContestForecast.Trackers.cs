using Gateway.Health;
using Gateway.Vrrp.Core;

namespace Gateway.Forecast;

/// <content>A tracker fails: on one node, on all.</content>
internal sealed partial class ContestForecast
{
    private ForecastBlock TrackerBlock(int tracker)
    {
        var name = _contest.NameOf(tracker);
        var notice = Duration.FromTimeSpan(BuiltInChecks.LongestNotice(name, _config));
        var when = notice == Duration.Zero ? "at once" : $"within {notice}";
        var weight = _contest.Weights.First(one => one.Tracker == tracker).Weight;
        var lines = _well.Select(one => new ForecastLine($"on {one.Node}", FailsOn(one.Node, tracker)));
        var everywhere = new ForecastLine(_well.Length == 2 ? "on both" : "on all", FailsOnAll(tracker));
        return new(
            FormattableString.Invariant($"{name} ({weight}) fails, which is noticed {when}"),
            _well.Length == 1 ? [.. lines] : [.. lines, everywhere]);
    }

    private string FailsOn(string node, int tracker)
    {
        var standings = _contest.Stand(tracker, node);
        var own = standings.First(one => one.Node == node);
        var next = Election.Next(Master, standings, _contest.Preempt);
        return own.IsFaulty && node == Master ? $"Fault: it resigns; {AfterFarewell(next)}"
            : own.IsFaulty ? $"Fault: {StaysMaster(node)}"
            : own.Priority == PriorityLedger.OwnerPriority ? $"{own.Sum}: the priority of an owner never changes."
            : node != Master ? $"{own.Sum}: {Master} stays Master."
            : next!.Node != Master ? $"{own.Sum}, below {next.Node} with {next.Priority}: {Preempts(next)}"
            : $"{own.Sum}{WhyStays(own, Election.Winner(standings.Where(one => one.Node != Master)))}.";
    }

    private string FailsOnAll(int tracker)
    {
        var standings = _contest.Stand(tracker, [.. _well.Select(one => one.Node)]);
        var sums = string.Join(", ", standings.Select(one => $"{one.Node} {one.Priority}"));
        return Election.Next(Master, standings, _contest.Preempt) switch
        {
            null => "Fault everywhere: nobody has the addresses.",
            { } next when next.Node == Master => $"{sums}: {Master} stays Master.",
            { } next => $"{sums}: {Preempts(next)}",
        };
    }

    private string Preempts(Standing next) => $"{next.Node} takes over within {TimesOf(next).Preemption}, {NoGap}.";

    private string WhyStays(Standing own, Standing? rival) => rival switch
    {
        null => ": there is no other machine, and it keeps the addresses",
        _ when rival.Priority > own.Priority =>
            $", below {rival.Node} with {rival.Priority}, which does not preempt: {Master} stays Master",
        _ when rival.Priority == own.Priority =>
            $", level with {rival.Node}, and a Backup lets its equal be: {Master} stays Master",
        _ => $", still above {rival.Node} with {rival.Priority}: {Master} stays Master",
    };
}
