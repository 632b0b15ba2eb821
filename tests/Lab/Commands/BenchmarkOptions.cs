using Lab.Faults;
using Lab.Subjects;

namespace Lab.Commands;

/// <summary>What the benchmark is asked for.</summary>
internal sealed record BenchmarkOptions
{
    private static readonly FaultKind[] AllFaults = [
        FaultKind.Stop, FaultKind.Crash, FaultKind.Kill, FaultKind.Freeze, FaultKind.Cut, FaultKind.Partition,
    ];

    // Of the service, which keepalived knows nothing of: only when asked for.
    private static readonly FaultKind[] ServiceFaults = [FaultKind.Proxy, FaultKind.Upstream];

    private static readonly SubjectKind[] AllSubjects = [SubjectKind.Gateway, SubjectKind.Keepalived];

    /// <summary>Faults of each kind for each program.</summary>
    internal required int Trials { get; init; }

    /// <summary>Times between advertisements to measure with.</summary>
    internal required TimeSpan[] Intervals { get; init; }

    /// <summary>How long two owners are watched before they are called unbounded.</summary>
    internal required TimeSpan Observation { get; init; }

    /// <summary>The faults, in the order of the rows.</summary>
    internal required FaultKind[] Faults { get; init; }

    /// <summary>The programs to measure, in the order of the columns.</summary>
    internal required SubjectKind[] Subjects { get; init; }

    /// <summary>Whether the pair is to track its proxy and its upstreams.</summary>
    internal bool TracksService => Faults.Any(ServiceFaults.Contains);

    /// <summary>Whether the program can notice it.</summary>
    internal static bool Concerns(FaultKind fault, SubjectKind subject) =>
        subject == SubjectKind.Gateway || !ServiceFaults.Contains(fault);

    /// <summary>About how long all of it takes.</summary>
    internal TimeSpan Estimate => Intervals.Aggregate(TimeSpan.Zero, (sum, interval) => sum + Subjects.Aggregate(
        TimeSpan.Zero, (time, subject) => time + (Trials * Faults.Aggregate(
            TimeSpan.Zero, (trial, fault) => trial + EstimateOf(subject, fault, interval)))));

    /// <summary>Reads the arguments; throws <see cref="FormatException"/> with a sentence.</summary>
    internal static BenchmarkOptions Parse(string[] words)
    {
        var arguments = new CommandArguments(words);
        var options = new BenchmarkOptions
        {
            Trials = arguments.One("--trials", 10, CommandArguments.Count),
            Intervals = arguments.List("--interval", [TimeSpan.FromMilliseconds(100)], Durations.Parse),
            Observation = arguments.One("--observe", TimeSpan.FromSeconds(10), CommandArguments.Seconds),
            Faults = arguments.List("--fault", AllFaults, text => OneOf(text, [.. AllFaults, .. ServiceFaults])),
            Subjects = arguments.List("--only", AllSubjects, text => OneOf(text, AllSubjects)),
        };
        arguments.End();
        return options;
    }

    private static T OneOf<T>(string text, T[] known)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out T value) && known.Contains(value)
            ? value
            : throw new FormatException(
                $"'{text}' is none of {string.Join(", ", known.Select(one => $"{one}".ToLowerInvariant()))}");

    // A takeover, the way back, the start of a program; and while two have the address, the watching.
    private TimeSpan EstimateOf(SubjectKind subject, FaultKind fault, TimeSpan interval) =>
        (interval * 8) + fault switch
        {
            FaultKind.Partition => TimeSpan.FromSeconds(4),
            _ when !Concerns(fault, subject) => TimeSpan.Zero,
            FaultKind.Proxy => TimeSpan.FromSeconds(8),
            FaultKind.Upstream => TimeSpan.FromSeconds(24),
            FaultKind.Kill or FaultKind.Freeze when subject == SubjectKind.Keepalived =>
                Observation + TimeSpan.FromSeconds(1),
            FaultKind.Kill or FaultKind.Freeze => TimeSpan.FromSeconds(4),
            _ => TimeSpan.FromSeconds(2),
        };
}
