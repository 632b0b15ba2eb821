using System.Globalization;
using Lab.Network;
using Shared;

namespace Lab.Observers;

/// <summary>What all processes of a machine have used so far.</summary>
/// <param name="At">When, on <see cref="LabClock"/>.</param>
/// <param name="Processor">Time on any core, of the programs and of the kernel for them.</param>
/// <param name="Engine">The part of it that threads named <c>vrrp-engine</c> used.</param>
/// <param name="ResidentBytes">Physical memory; what processes share is counted for each.</param>
internal readonly record struct ProgramCost(TimeSpan At, TimeSpan Processor, TimeSpan Engine, long ResidentBytes)
{
    // What /proc counts in on every architecture.
    private const int TicksPerSecond = 100;

    private const int UserTime = 14;
    private const int KernelTime = 15;
    private const int ResidentPages = 24;

    /// <summary>Reads it.</summary>
    internal static ProgramCost Of(SegmentNode node)
    {
        (long ticks, long pages, long engine) = (0, 0, 0);
        foreach (int process in node.Namespace.Processes())
        {
            string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}");
            string stat = File.ReadAllText($"{folder}/stat");
            ticks += Number(ProcessStat.Field(stat, UserTime)) + Number(ProcessStat.Field(stat, KernelTime));
            pages += Number(ProcessStat.Field(stat, ResidentPages));
            engine += EngineNanoseconds($"{folder}/task");
        }

        return new ProgramCost(
            LabClock.Now,
            TimeSpan.FromSeconds((double)ticks / TicksPerSecond),
            TimeSpan.FromMicroseconds(engine / 1e3),
            pages * Environment.SystemPageSize);
    }

    /// <summary>What was used since <paramref name="earlier"/>.</summary>
    internal ProgramUse Since(ProgramCost earlier) => new(
        (Processor - earlier.Processor) / (At - earlier.At),
        (Engine - earlier.Engine) / (At - earlier.At),
        ResidentBytes / (double)(1 << 20));

    private static long EngineNanoseconds(string tasks) => Directory.EnumerateDirectories(tasks)
        .Where(task => ProcessStat.Text($"{task}/comm").StartsWith("vrrp-engine", StringComparison.Ordinal))
        .Sum(task => Number(ProcessStat.Text($"{task}/schedstat").Split(' ')[0]));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
