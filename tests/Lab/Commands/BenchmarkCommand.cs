using System.Text.Json.Nodes;
using Lab.Faults;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Commands;

/// <summary>Times failovers of both programs in one run, with equal settings, on the same kind of segment, as the same
/// client sees them.</summary>
internal sealed class BenchmarkCommand(BenchmarkOptions options)
{
    private static readonly TimeSpan LeastBound = TimeSpan.FromMinutes(2);

    private readonly BenchmarkTable _table = new(options);
    private readonly TimeSpan _deadline = LabClock.Now + (2 * options.Estimate) + LeastBound;

    /// <summary>Runs it; 1 when a trial came to no end. Wrong arguments throw
    /// <see cref="FormatException"/>.</summary>
    internal static async Task<int> RunAsync(string[] arguments)
    {
        BenchmarkOptions options = BenchmarkOptions.Parse(arguments);
        var command = new BenchmarkCommand(options);
        await Console.Error.WriteLineAsync(
            $"This takes about {options.Estimate.TotalMinutes:0.0} minutes; what is left after "
            + $"{((2 * options.Estimate) + LeastBound).TotalMinutes:0.0} minutes is left out.");
        return await command.RunAsync();
    }

    private async Task<int> RunAsync()
    {
        int failed = 0;
        _table.WriteHead();
        foreach (TimeSpan interval in options.Intervals)
        {
            var settings = new PairSettings
            {
                Interval = interval,
                Adjust = options.TracksService ? Track : null,
            };
            foreach (SubjectKind subject in options.Subjects)
            {
                failed += await MeasureAsync(subject, settings);
            }

            _table.WriteRows(settings);
        }

        if (failed > 0)
        {
            Console.WriteLine($"\n{failed} trials came to no end and are not counted.");
        }

        return failed > 0 ? 1 : 0;
    }

    private async Task<int> MeasureAsync(SubjectKind subject, PairSettings settings)
    {
        (int failed, Pair? pair) = (0, null);
        try
        {
            foreach (FaultKind fault in options.Faults.Where(fault => BenchmarkOptions.Concerns(fault, subject)))
            {
                await Console.Error.WriteAsync($"{subject} {Durations.Text(settings.Interval)} {fault} ");
                for (int i = 0; i < options.Trials && LabClock.Now < _deadline; i++)
                {
                    pair ??= await StartAsync(subject, settings);
                    if (!await MeasureOnceAsync(pair, subject, fault))
                    {
                        failed++;
                        pair.Dispose();
                        pair = null;
                    }
                }

                await Console.Error.WriteLineAsync();
            }
        }
        finally
        {
            pair?.Dispose();
        }

        return failed;
    }

    private static async Task<Pair> StartAsync(SubjectKind subject, PairSettings settings)
    {
        var pair = Pair.Create(subject, settings);
        if (settings.Adjust is not null)
        {
            pair.Upstream.Start();
        }

        await pair.StartAsync();
        return pair;
    }

    // The probes as they are unless somebody says otherwise.
    private static void Track(JsonObject root)
    {
        GatewayConfiguration.Instance(root)["Track"] = new JsonObject { ["proxy"] = -150, ["cluster:web"] = -150 };
        root["ReverseProxy"]!["Clusters"]!["web"]!["HealthCheck"] = new JsonObject
        {
            ["Active"] = new JsonObject { ["Enabled"] = true },
        };
    }

    // A trial that fails says so, and the next one has a new pair.
    private async Task<bool> MeasureOnceAsync(Pair pair, SubjectKind subject, FaultKind fault)
    {
        try
        {
            var trial = new Trial(pair, fault);
            TrialResult result = await trial.MeasureAsync(options.Observation);
            await trial.MendAsync();
            _table.Add(subject, fault, result);
            await Console.Error.WriteAsync('.');
            return true;
        }
        catch (TimeoutException late)
        {
            await Console.Error.WriteLineAsync($"\n{late.Message}");
            return false;
        }
    }
}
