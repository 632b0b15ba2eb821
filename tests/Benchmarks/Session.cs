using System.Globalization;

namespace Benchmarks;

/// <summary>Measures everything, subject after subject within a row and round after round, so that whatever else
/// happens on the machine happens to all; then says it.</summary>
internal sealed class Session(Settings settings)
{
    private const string Ours = "gateway";
    private const string MemoryRow = "memory of idle connections";
    private const double CompilingStill = 0.02;

    private static readonly (double Share, string Word)[] s_shares = [(0.5, "p50"), (0.99, "p99"), (0.999, "p99.9")];
    private static readonly TimeSpan s_calm = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan s_telling = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<(string Row, string Subject), List<Measurement>> _results = [];
    private readonly Dictionary<string, (double Idle, double EachIdle)> _memory = [];

    private int _unended;

    /// <summary>Runs all of it.</summary>
    /// <exception cref="BenchmarkException">Something is missing, or does not work.</exception>
    public async Task RunAsync()
    {
        using var bench = new Workbench();
        await bench.SetUpAsync();
        Subject[] all =
        [
            new GatewaySubject(bench), new OwnSubject(bench, "plain"), new NginxSubject(bench),
            new HaproxySubject(bench), new CaddySubject(bench), new OwnSubject(bench, RelayApp.Name),
        ];
        var subjects = all
            .Where(subject => settings.Only.Length == 0 || settings.Only.Contains(subject.Name))
            .Concat(settings.Beside.Select(build => new GatewaySubject(bench, build.Name, build.Program)))
            .ToArray();
        foreach (var missing in subjects.Where(subject => !subject.IsInstalled))
        {
            Console.WriteLine($"{missing.Program} is not installed: its column is missing (apt-get install {missing.Program}).");
        }

        subjects = [.. subjects.Where(subject => subject.IsInstalled)];
        var rows = Workload.All.Where(row => settings.Wants(row.Name)).ToArray();
        await MeasureAsync(bench, subjects, rows);
        var names = subjects.Select(subject => subject.Name).ToArray();
        Report(names, rows);
        if (settings.Wants(MemoryRow))
        {
            await MeasureMemoryAsync(subjects.Where(subject => subject.IsProxy));
        }

        ReportMemory(names, rows);
    }

    private async Task MeasureAsync(Workbench bench, Subject[] subjects, Workload[] rows)
    {
        var load = new LoadRun(bench);
        var running = new Dictionary<string, RunningProgram>();
        try
        {
            foreach (var subject in subjects)
            {
                running[subject.Name] = await subject.StartAsync();
            }

            await WarmUpAsync(load, subjects, running, rows);
            for (var round = 1; round <= settings.Rounds; round++)
            {
                foreach (var row in rows)
                {
                    await Console.Error.WriteLineAsync($"round {round}: {row.Name}");
                    // Each is the first in its turn.
                    foreach (var subject in subjects.Select((_, i) => subjects[(i + round) % subjects.Length])
                        .Where(subject => CanServe(subject, row)))
                    {
                        var result = await load.MeasureAsync(subject, running[subject.Name], row, settings.Window);
                        Of(row, subject.Name).Add(result);
                    }
                }
            }
        }
        finally
        {
            _unended = load.Unended;
            foreach (var program in running.Values)
            {
                program.Dispose();
            }
        }
    }

    // .NET compiles what is hot twice more, method by method, which takes as much time as new connections themselves.
    // One after the other, so that there is enough to compile by; until the thread that does it has little to do.
    private async Task WarmUpAsync(
        LoadRun load, Subject[] subjects, Dictionary<string, RunningProgram> running, Workload[] rows)
    {
        foreach (var subject in subjects.Where(subject => subject.IsCompiledWhileRunning))
        {
            var program = running[subject.Name];
            foreach (var row in rows.Where(row => CanServe(subject, row)))
            {
                var share = double.PositiveInfinity;
                for (var i = 0; i < settings.WarmUps && share > CompilingStill; i++)
                {
                    var before = (program.Use.Compiler, program.Use.Processor);
                    _ = await load.MeasureAsync(subject, program, row, settings.WarmUp);
                    share = program.Use.Compiler.Since(before.Compiler) / program.Use.Processor.Since(before.Processor);
                }

                await Console.Error.WriteLineAsync(
                    $"warmed up: {subject.Name}, {row.Name}; compiling took {share:P1} of the last {settings.WarmUp.TotalSeconds:0} s");
            }
        }
    }

    private static bool CanServe(Subject subject, Workload row) => subject.IsProxy || !row.IsHttp2;

    // In processes of their own: memory after load is another figure.
    private async Task MeasureMemoryAsync(IEnumerable<Subject> subjects)
    {
        foreach (var subject in subjects)
        {
            await Console.Error.WriteLineAsync($"memory: {subject.Name}");
            using var program = await subject.StartAsync();
            await Task.Delay(s_calm);
            var idle = program.Use.Memory;
            await using var connections = await IdleConnections.OpenAsync(subject.Port, settings.IdleConnections);
            await Task.Delay(s_calm);
            _memory[subject.Name] =
                (idle / (double)(1 << 20), (program.Use.Memory - idle) / (double)settings.IdleConnections / (1 << 10));
        }
    }

    private List<Measurement> Of(Workload row, string subject)
    {
        if (!_results.TryGetValue((row.Name, subject), out var list))
        {
            _results[(row.Name, subject)] = list = [];
        }

        return list;
    }

    private void Report(string[] names, Workload[] rows)
    {
        Console.WriteLine(
            "\nCPU microseconds of the proxy per request, and gateway's over the others' within a round, median and quartiles:");
        HeadBeside("workload", names);
        foreach (var row in rows)
        {
            Table.Row([row.Name, .. names.Select(name => Table.Figure(Median(row, name, result => result.Cost))),
                .. Others(names).Select(name => Ratio(row, name))]);
        }

        Console.WriteLine(
            "\nCPU microseconds outside the kernel, of all rounds together, and gateway's over the others':");
        HeadBeside("workload", names);
        foreach (var row in rows)
        {
            RowBeside(row.Name, names, name => CostInUserMode(row, name));
        }

        Console.WriteLine("\nRequests a second, in the same runs:");
        Table.Head(["workload", .. names]);
        foreach (var row in rows)
        {
            Table.Row([row.Name, .. names.Select(name => Table.Figure(
                Median(row, name, result => result.Requests) / settings.Window.TotalSeconds))]);
        }

        ReportLatencies(names, rows);
        var failed = _results.Values.Sum(list => list.Sum(result => result.Failed));
        Console.WriteLine($"\nRequests that failed: {failed}. Runs done again because h2load did not end: {_unended}.");
    }

    private void ReportLatencies(string[] names, Workload[] rows)
    {
        Console.WriteLine("\nLatencies at a fixed rate, milliseconds, of all rounds together, and gateway's over the others':");
        HeadBeside("workload", names);
        foreach (var row in rows.Where(row => row.IsSteady))
        {
            foreach (var (share, word) in s_shares)
            {
                RowBeside($"{row.Name}, {word}", names, name => Percentile(row, name, share));
            }
        }
    }

    private void ReportMemory(string[] names, Workload[] rows)
    {
        Console.WriteLine("\nMemory (proportional set size), and gateway's over the others':");
        HeadBeside("what", names);
        if (_memory.Count > 0)
        {
            RowBeside("idle, MiB", names, name => Memory(name).Idle);
            RowBeside(
                $"each of {settings.IdleConnections} idle TLS connections, KiB", names, name => Memory(name).EachIdle);
        }

        foreach (var row in rows.Where(row => row.ShowsMemory))
        {
            RowBeside($"under load, {row.Clients} connections, MiB", names,
                name => Median(row, name, result => result.Memory / (double)(1 << 20)));
        }
    }

    private static void HeadBeside(string first, string[] names) =>
        Table.Head([first, .. names, .. Others(names).Select(name => $"/ {name}")]);

    private static void RowBeside(string first, string[] names, Func<string, double> figure) => Table.Row(
    [
        first, .. names.Select(name => Table.Figure(figure(name))),
        .. Others(names).Select(name => Table.Figure(figure(Ours) / figure(name))),
    ]);

    private static IEnumerable<string> Others(string[] names) => names.Where(name => name != Ours);

    // A round alone has too few of the slowest.
    private double Percentile(Workload row, string subject, double share)
    {
        var sorted = Of(row, subject).SelectMany(result => result.Latencies).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : At(sorted, share);
    }

    // A round alone has too few of the kernel's looks, and so have all where the program hardly ran.
    private double CostInUserMode(Workload row, string subject)
    {
        var all = Of(row, subject);
        var time = TimeSpan.FromMicroseconds(all.Sum(result => result.InUserMode.TotalMicroseconds));
        return time < s_telling ? double.NaN : time.TotalMicroseconds / all.Sum(result => result.Requests);
    }

    private (double Idle, double EachIdle) Memory(string name) =>
        _memory.GetValueOrDefault(name, (double.NaN, double.NaN));

    // Of what one round measured of both: what the machine does meanwhile is nearly the same for them.
    private string Ratio(Workload row, string other)
    {
        var ratios = Of(row, Ours).Zip(Of(row, other), (ours, theirs) => ours.Cost / theirs.Cost).Order().ToArray();
        return ratios.Length == 0 ? Table.Figure(double.NaN)
            : string.Create(CultureInfo.InvariantCulture,
                $"{At(ratios, 0.5):0.00} ({At(ratios, 0.25):0.00}-{At(ratios, 0.75):0.00})");
    }

    private double Median(Workload row, string subject, Func<Measurement, double> figure)
    {
        var sorted = Of(row, subject).Select(figure).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : At(sorted, 0.5);
    }

    private static double At(double[] sorted, double share) =>
        sorted[Math.Min((int)(share * sorted.Length), sorted.Length - 1)];
}
