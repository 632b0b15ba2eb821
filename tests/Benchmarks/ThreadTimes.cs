using System.Globalization;

namespace Benchmarks;

/// <summary>How long each thread of some processes has run so far, by thread id: exactly, where the times of a process
/// in <c>/proc</c> are in hundredths of a second.</summary>
/// <param name="Nanoseconds">On any core, the kernel's work for it included.</param>
internal sealed record ThreadTimes(IReadOnlyDictionary<int, long> Nanoseconds)
{
    /// <summary>Looks at all threads that are alive.</summary>
    public static ThreadTimes Of(IEnumerable<int> processes) => new(
        processes.SelectMany(Threads).ToDictionary(thread => thread.Id, thread => thread.Nanoseconds));

    /// <summary>What they have run since then. Of a thread that has ended meanwhile nothing is counted.</summary>
    public TimeSpan Since(ThreadTimes before) => TimeSpan.FromMicroseconds(
        Nanoseconds.Sum(thread => thread.Value - before.Nanoseconds.GetValueOrDefault(thread.Key)) / 1_000.0);

    private static IEnumerable<(int Id, long Nanoseconds)> Threads(int process)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task");
        foreach (var thread in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
        {
            if (TryRead(Path.Combine(thread, "schedstat"), out var nanoseconds))
            {
                yield return (int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), nanoseconds);
            }
        }
    }

    private static bool TryRead(string file, out long nanoseconds)
    {
        try
        {
            nanoseconds = long.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture);
            return true;
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            nanoseconds = 0;
            return false;
        }
    }
}
