using Lab.Subjects;

namespace Lab.Plugins;

/// <summary>Plugins that hang in a real pair: VRRP does not notice.</summary>
[InParallel(IsLong = true)]
public sealed class HangingPluginTests
{
    /// <summary>The minute that the plugins hang, and some more.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(65);

    [LabFact]
    public async Task What_hangs_for_a_minute_moves_no_address_and_delays_no_advertisement()
    {
        using var plugins = new MisbehavingPlugins("blocks", "deaf");
        using var pair = Pair.Create(
            SubjectKind.Gateway,
            new PairSettings { PriorityA = 150, Interval = PairSettings.CalmInterval, Adjust = plugins.AddTo });
        await pair.StartAsync();
        using var trial = new MisbehaviourTrial(pair);

        await trial.BothSayAsync("Check blocks goes on after its timeout");
        await trial.BothSayAsync("Notify deaf: goes on after its timeout");

        await trial.AssertUnnoticedAsync("hang", Time);
    }
}
