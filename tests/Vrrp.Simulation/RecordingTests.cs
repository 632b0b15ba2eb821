using Gateway.Vrrp.Events;

namespace Vrrp.Simulation;

/// <summary>Whatever happens to whole clusters is recorded, and replayed to the same effects.</summary>
public sealed class RecordingTests
{
    // A simulated minute takes milliseconds: the ring must hold it all.
    private const int Capacity = 1 << 20;

    [Fact]
    public void A_recorded_history_is_replayed_to_the_same_effects()
    {
        foreach (var seed in Enumerable.Range(1, 10))
        {
            var output = new StringWriter();
            using (var recorder = new InputRecorder(output, Capacity, longest: long.MaxValue))
            {
                var run = new SimulationRun(Scenario.FromSeed(seed));
                run.RecordTo(recorder);
                run.Run();
            }

            var result = InputReplay.Run(new StringReader(output.ToString()));

            Assert.True(result.Difference is null, $"Seed {seed}: {result.Difference}");
            Assert.True(result is { Inputs: > 100, Effects: > 100 }, $"Seed {seed}: only {result}.");
        }
    }
}
