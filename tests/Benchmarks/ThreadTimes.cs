using System.Globalization;

namespace Benchmarks;

/// <summary>How long each thread of some processes has run so far, by thread id: exactly, where the times of a process
/// in <c>/proc</c> are in hundredths of a second.</summary>
/// <param name="Nanoseconds">On any core, the kernel's work for it included.</param>
internal sealed record ThreadTimes(IReadOnlyDictionary<int, long> Nanoseconds)
{
    /// <summary>Looks at all threads that are alive.</summary>
    /// <param name="processes">Whose.</param>
    /// <param name="name">Only those of this name, of at most 15 characters; null: all.</param>
    public static ThreadTimes Of(IEnumerable<int> processes, string? name = null) => new(
        processes.SelectMany(process => Threads(process, name))
            .ToDictionary(thread => thread.Id, thread => thread.Nanoseconds));

    /// <summary>What they have run since then. Of a thread that has ended meanwhile nothing is counted.</summary>
    public TimeSpan Since(ThreadTimes before) => TimeSpan.FromMicroseconds(
        Nanoseconds.Sum(thread => thread.Value - before.Nanoseconds.GetValueOrDefault(thread.Key)) / 1_000.0);

    private static IEnumerable<(int Id, long Nanoseconds)> Threads(int process, string? name)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task");
        foreach (var thread in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
        {
            if ((name is null || Read(thread, "comm").Trim() == name)
                && Read(thread, "schedstat") is { Length: > 0 } times)
            {
                yield return (int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture),
                    long.Parse(times.Split(' ')[0], CultureInfo.InvariantCulture));
            }
        }
    }

    private static string Read(string thread, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, file));
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }
}
