using System.Globalization;
using Shared;

namespace Benchmarks;

/// <summary>A process and all that it started: what they use together, from /proc.</summary>
/// <param name="Root">The process id.</param>
internal readonly record struct ProcessTree(int Root)
{
    // proc_pid_stat(5).
    private const int Parent = 4;
    private const int UserTime = 14;

    // Where .NET compiles anew what is hot, as the kernel cuts its name off.
    private const string CompilerThread = ".NET Tiered Com";

    // sysconf(3), _SC_CLK_TCK: 100 wherever .NET runs on Linux.
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Time on any core so far, of the programs and of the kernel for them.</summary>
    public ThreadTimes Processor => ThreadTimes.Of(Members());

    /// <summary>The part of it in which .NET compiled anew what is hot.</summary>
    public ThreadTimes Compiler => ThreadTimes.Of(Members(), CompilerThread);

    /// <summary>Time outside the kernel so far, to hundredths of a second: the kernel looks from time to time where a
    /// program is. Of a process that ends, all is gone from the sum.</summary>
    public TimeSpan InUserMode => s_tick * Members().Select(Read).Where(stat => stat.Length > 0)
        .Sum(stat => Number(ProcessStat.Field(stat, UserTime)));

    /// <summary>Physical memory, in bytes; what several share is counted once.</summary>
    public long Memory => Members().Sum(Proportional);

    private HashSet<int> Members()
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Stat: Read(id)))
            .Where(process => process.Stat.Length > 0)
            .ToList();
        var tree = new HashSet<int> { Root };
        // A child has nearly always a higher id, but ids begin anew.
        for (var known = 0; known < tree.Count;)
        {
            known = tree.Count;
            tree.UnionWith(all.Where(process => tree.Contains((int)Number(ProcessStat.Field(process.Stat, Parent))))
                .Select(process => process.Id));
        }

        return tree;
    }

    private static string Read(int process)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }

    private static long Proportional(int process)
    {
        try
        {
            var lines = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/smaps_rollup"));
            var line = lines.First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return 1024 * Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
