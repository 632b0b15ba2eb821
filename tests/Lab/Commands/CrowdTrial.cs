using System.Globalization;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Commands;

/// <summary>Measures what a pair with many virtual routers uses at rest. On a machine that is busy some of them may
/// lose patience with a Master that is only late: then it is measured again.</summary>
/// <param name="kind">What both machines run.</param>
/// <param name="settings">With a <see cref="PairSettings.Crowd"/>.</param>
/// <param name="calm">How long before each measurement nothing is asked of it.</param>
/// <param name="time">How long to measure.</param>
internal sealed class CrowdTrial(SubjectKind kind, PairSettings settings, TimeSpan calm, TimeSpan time)
{
    /// <summary>Measurements at most.</summary>
    internal const int Tries = 3;

    /// <summary>The first measurement in which nothing moved; without, the calmest of all.</summary>
    internal async Task<CrowdCost> MeasureAsync()
    {
        using var pair = new CrowdedPair(kind, settings);
        pair.Begin();
        var calmest = new CrowdCost { Transitions = int.MaxValue };
        for (int i = 1; i <= Tries && !calmest.IsCalm; i++)
        {
            await TellAsync($"measurement {i} of at most {Tries}");
            await SettleAsync(pair);
            CrowdCost cost = await MeasureOnceAsync(pair);
            calmest = cost.Transitions < calmest.Transitions ? cost : calmest;
            if (!cost.IsCalm)
            {
                await TellAsync($"{cost.Transitions} transitions, {cost.Astray} addresses astray");
            }
        }

        return calmest;
    }

    // One that comes to no rest is measured all the same, and the row says what that is worth.
    private async Task SettleAsync(CrowdedPair pair)
    {
        try
        {
            await pair.SettleAsync(pair.A.Node, pair.B.Node);
        }
        catch (TimeoutException late)
        {
            await TellAsync($"it does not come to rest: {late.Message.Split('\n')[0]}");
        }
    }

    private async Task<CrowdCost> MeasureOnceAsync(CrowdedPair pair)
    {
        await Task.Delay(calm);
        int transitions = pair.Transitions;
        (ProgramCost a, ProgramCost b) = (ProgramCost.Of(pair.A.Node), ProgramCost.Of(pair.B.Node));
        await Task.Delay(time);
        (ProgramCost laterA, ProgramCost laterB) = (ProgramCost.Of(pair.A.Node), ProgramCost.Of(pair.B.Node));
        return new(
            laterA.Since(a), laterB.Since(b), pair.Transitions - transitions,
            pair.SharedCount - pair.OwnedBy(pair.A.Node) + pair.OwnedBy(pair.B.Node));
    }

    private Task TellAsync(FormattableString words) => Console.Error.WriteLineAsync(
        $"{kind}, {settings.Crowd}: {words.ToString(CultureInfo.InvariantCulture)}");
}
