using Gateway.Vrrp.Core;

namespace Gateway.Forecast;

/// <content>A whole machine goes, comes back, or is not heard.</content>
internal sealed partial class ContestForecast
{
    private ForecastBlock MasterBlock()
    {
        var heir = HeirOf(Master);
        return heir is null
            ? new($"{Master} stops, crashes or loses its link", [new("", "nobody has the addresses.")])
            : new($"{Master}, the Master", [.. MasterLines(heir, TimesOf(heir))]);
    }

    private IEnumerable<ForecastLine> MasterLines(Standing heir, TakeoverTimes times)
    {
        yield return new("stops", Stop(heir, times));
        var silent = "freezes, loses power";
        if (_config.Vrrp.CrashNotice)
        {
            yield return new("crashes", $"its guard resigns for it; {AfterFarewell(heir)}");
        }
        else
        {
            silent = $"crashes, {silent}";
        }

        yield return new(silent, Silence(heir, times));
        foreach (var link in _contest.Routers.Select(router => router.Interface).Distinct())
        {
            yield return new($"loses {link}",
                $"Fault at once, and no farewell can leave there; {heir.Node} takes over within "
                + $"{times.LinkLoss(link)} without an owner.");
        }

        yield return new("comes back", Return(heir));
    }

    private string Stop(Standing heir, TakeoverTimes times)
    {
        if (!_config.Vrrp.DrainOnStop)
        {
            return $"it resigns; {AfterFarewell(heir)}";
        }

        var gap = times.GapBehindDrain > Duration.Zero ? $"with a gap of up to {times.GapBehindDrain}" : NoGap;
        return times.IsDrainPreempted
            ? $"it drains; {heir.Node} takes over within {times.Preemption}, {NoGap}."
            : $"it drains to the end, since {heir.Node} does not preempt in time; {heir.Node} takes over within "
                + $"{times.DrainToTheEnd}, {gap}.";
    }

    private string Silence(Standing heir, TakeoverTimes times)
    {
        var both = times.Lease > times.ShortestSilence
            ? $", and then both may have them for {times.Lease - times.ShortestSilence}"
            : "";
        return $"{heir.Node} takes over after {times.ShortestSilence} to {times.LongestSilence}; if its kernel lives, "
            + $"it takes the addresses off {Master} within {times.Lease}{both}.";
    }

    private string Return(Standing heir)
    {
        var next = Election.Next(heir.Node, _well, _contest.Preempt)!;
        return _master.Priority == PriorityLedger.OwnerPriority ? "as the owner of the address it is Master at once."
            : next.Node == Master
            ? $"{_master.Priority} beats {heir.Priority}: it takes over again within {TimesOf(_master).Return} of "
                + $"being well, {NoGap}."
            : _contest.Preempt ? $"{heir.Node} stays Master, for a Backup lets its equal be."
            : $"{heir.Node} stays Master, for Preempt is false.";
    }

    private ForecastBlock BackupBlock(Standing backup) => new(
        $"{backup.Node}, Backup",
        [
            new("stops, crashes, is cut off", StaysMaster(backup.Node)),
            new("comes back", backup.Priority == _master.Priority
                ? "it is Backup: it lets its equal be."
                : $"it is Backup again, {backup.Priority} below {_master.Priority}."),
        ]);

    private string StaysMaster(string gone)
    {
        var next = Election.Winner(_well.Where(one => one.Node != Master && one.Node != gone));
        return next is null
            ? $"{Master} stays Master, and has no successor meanwhile."
            : $"{Master} stays Master, and {next.Node} is next.";
    }

    private ForecastBlock SilenceBlock() => new(
        "The machines are up and do not hear each other",
        [
            new("", $"all of them are Master and have the addresses, for VRRP has no quorum; when they hear each other "
                + $"again, {Master} stays Master."),
        ]);
}
