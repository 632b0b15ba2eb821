using System.Diagnostics;

namespace Vrrp.Simulation;

/// <summary>Seeds without end, for a machine that has nothing else to do at night.</summary>
internal static class EndlessCommand
{
    private const int SeedsPerWord = 1000;

    /// <summary>Runs seed after seed on all processors. Ends with the first that fails.</summary>
    public static int Run(int first)
    {
        Console.WriteLine(FormattableString.Invariant($"from seed {first}; end it with Ctrl+C"));
        var watch = Stopwatch.StartNew();
        for (var next = first; ; next = unchecked(next + SeedsPerWord))
        {
            var start = next;
            var failures = Enumerable.Range(0, SeedsPerWord).AsParallel().AsOrdered()
                .Select(offset => SimulationRun.Failure(unchecked(start + offset)))
                .OfType<SimulationFailedException>().ToList();
            if (failures.Count > 0)
            {
                Console.WriteLine(SimulationFailedException.Summarize(failures));
                return 1;
            }

            var count = (long)unchecked(next - first) + SeedsPerWord;
            Console.WriteLine(FormattableString.Invariant(
                $"{count} seeds hold, {count / watch.Elapsed.TotalSeconds:0} a second"));
        }
    }

    /// <summary>Runs one seed.</summary>
    public static int RunOne(int seed)
    {
        var run = new SimulationRun(Scenario.FromSeed(seed));
        try
        {
            run.Run();
            Console.WriteLine(run.Tail);
            Console.WriteLine(FormattableString.Invariant($"{Scenario.FromSeed(seed)}\nholds, hash {run.TraceHash:x16}"));
            return 0;
        }
        catch (SimulationFailedException failure)
        {
            Console.WriteLine(failure.Message);
            return 1;
        }
    }
}
