using Lab.Faults;
using Lab.Subjects;

namespace Lab.Commands;

/// <summary>Times failovers of both programs in one run, with equal settings, on the same kind of segment, as the same
/// client sees them.</summary>
internal static class BenchmarkCommand
{
    private static readonly FaultKind[] Faults =
        [FaultKind.Stop, FaultKind.Crash, FaultKind.Kill, FaultKind.Freeze, FaultKind.Cut];

    /// <summary>Runs it; 2 when the arguments are wrong.</summary>
    internal static async Task<int> RunAsync(string[] arguments)
    {
        BenchmarkOptions options;
        try
        {
            options = BenchmarkOptions.Parse(arguments);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }

        foreach (TimeSpan interval in options.Intervals)
        {
            var settings = new PairSettings { Interval = interval };
            var table = new BenchmarkTable(settings, options);
            foreach (SubjectKind subject in options.Subjects)
            {
                await MeasureAsync(subject, settings, options, table);
            }

            table.Write(Console.Out);
        }

        return 0;
    }

    private static async Task MeasureAsync(
        SubjectKind subject, PairSettings settings, BenchmarkOptions options, BenchmarkTable table)
    {
        using var pair = Pair.Create(subject, settings);
        await pair.StartAsync();
        foreach (FaultKind fault in Faults)
        {
            await Console.Error.WriteAsync($"{subject} {fault} ");
            var trial = new Trial(pair, fault);
            for (int i = 0; i < options.Trials; i++)
            {
                table.Add(subject, fault, await trial.MeasureAsync(options.Observation));
                await trial.MendAsync();
                await Console.Error.WriteAsync('.');
            }

            await Console.Error.WriteLineAsync();
        }
    }
}
