using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Events;

/// <summary>How late the engine's loop woke up for its deadlines, as a histogram: the measure of how short an
/// advertisement interval this machine can keep.</summary>
public sealed record Lateness
{
    /// <summary>Upper bounds of the buckets, each counting what is at most that late; what is later is counted behind
    /// the last.</summary>
    public static ImmutableArray<Duration> Bounds { get; } =
    [
        .. new[] { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000 }.Select(ms => Duration.FromMilliseconds(ms)),
    ];

    /// <summary>Nothing measured.</summary>
    public static Lateness None { get; } = new() { Counts = [.. new long[Bounds.Length + 1]] };

    /// <summary>Deadlines by bucket; one more than <see cref="Bounds"/>.</summary>
    public required ImmutableArray<long> Counts { get; init; }

    /// <summary>The latest ever.</summary>
    public Duration Longest { get; init; }

    /// <summary>All together.</summary>
    public Duration Sum { get; init; }

    /// <summary>The bound that this share of all deadlines kept, 0 to 1; <see cref="Longest"/> behind the last
    /// bound.</summary>
    public Duration Quantile(double share)
    {
        var rank = (long)Math.Ceiling(share * Counts.Sum());
        for (var i = 0; i < Bounds.Length; i++)
        {
            rank -= Counts[i];
            if (rank <= 0)
            {
                return Bounds[i] < Longest ? Bounds[i] : Longest;
            }
        }

        return Longest;
    }
}
