using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>Runs h2load against a subject, and looks at the subject in the middle of it: handshakes and first requests
/// are over then, and whatever h2load does at its end has not begun.</summary>
/// <param name="bench">Its folder.</param>
internal sealed class LoadRun(Workbench bench)
{
    private const int MostTries = 3;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan s_handshake = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>How many runs did not end by themselves, and were done again.</summary>
    public int Unended { get; private set; }

    /// <summary>Measures.</summary>
    /// <exception cref="BenchmarkException">h2load failed.</exception>
    public async Task<Measurement> MeasureAsync(Subject subject, RunningProgram program, Workload row, TimeSpan window)
    {
        for (var tries = 1; ; tries++)
        {
            if (await TryMeasureAsync(subject, program, row, window) is { } result)
            {
                return result;
            }

            Unended++;
            var what = $"{subject.Name}, {row.Name}: h2load did not end.";
            await Console.Error.WriteLineAsync(what);
            if (tries == MostTries)
            {
                throw new BenchmarkException(what);
            }
        }
    }

    private async Task<Measurement?> TryMeasureAsync(
        Subject subject, RunningProgram program, Workload row, TimeSpan window)
    {
        var log = Path.Combine(bench.Folder, $"{subject.Name}.requests");
        File.Delete(log);
        var warmUp = s_warmUp + (row.Clients * s_handshake);
        using var load = Start(row.Command(subject.Port, warmUp + window + s_rest, log));
        var said = load.StandardOutput.ReadToEndAsync();
        await Task.Delay(warmUp);
        var (from, before, userBefore) = (Now(), program.Use.Processor, program.Use.InUserMode);
        await Task.Delay(window);
        var (to, after, userAfter) = (Now(), program.Use.Processor, program.Use.InUserMode);
        var memory = program.Use.Memory;
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await load.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            load.Kill();
            return null;
        }

        var result = Read(log, from, to) with
        {
            Processor = after.Since(before),
            InUserMode = userAfter - userBefore,
            Memory = memory,
        };
        return load.ExitCode == 0
            ? result
            : throw new BenchmarkException($"{subject.Name}, {row.Name}: h2load failed.\n{await said}");
    }

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    // Of a request that began before the window or ends after it, the part within it counts: large bodies are few.
    // A line is: when it was sent, in microseconds; status; how long it took, in microseconds.
    private static Measurement Read(string log, long from, long to)
    {
        var (latencies, answered, failed) = (new List<double>(), 0.0, 0);
        foreach (var line in File.Exists(log) ? File.ReadLines(log) : [])
        {
            var fields = line.Split('\t');
            var (sent, took) = (Number(fields[0]), Number(fields[2]));
            if (fields[1] != "200")
            {
                failed++;
                continue;
            }

            answered += Math.Clamp((double)(Math.Min(sent + took, to) - Math.Max(sent, from)) / Math.Max(took, 1), 0, 1);
            if (sent + took > from && sent + took <= to)
            {
                latencies.Add(took / 1_000.0);
            }
        }

        return new(answered, failed, TimeSpan.Zero, TimeSpan.Zero, 0, [.. latencies]);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
