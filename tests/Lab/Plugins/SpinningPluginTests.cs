using Lab.Subjects;

namespace Lab.Plugins;

/// <summary>Plugins that spin in a real pair, on more threads than there may be processors: VRRP does not
/// notice.</summary>
public sealed class SpinningPluginTests
{
    /// <summary>At least so long they are watched; until the last of them was found out it may be more.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    [LabFact]
    public async Task What_spins_moves_no_address_and_delays_no_advertisement()
    {
        using var plugins = new MisbehavingPlugins("spins", "changing");
        using var pair = Pair.Create(
            SubjectKind.Gateway,
            new PairSettings { PriorityA = 150, Interval = PairSettings.CalmInterval, Adjust = plugins.AddTo });
        await pair.StartAsync();
        using var trial = new MisbehaviourTrial(pair);

        await trial.BothSayAsync("Check spins goes on after its timeout");
        plugins.DropGood();
        await trial.BothSayAsync("Plugin Changing, check changing did not finish its dispose");
        plugins.DropSpinningStart();
        await trial.BothSayAsync("did not start within 10 s: it hangs. Generation 2 goes on");
        await pair.A.SaysAsync("Check spins is down: no answer within 0.5 s");

        await trial.AssertUnnoticedAsync("spin", Time);
    }
}
