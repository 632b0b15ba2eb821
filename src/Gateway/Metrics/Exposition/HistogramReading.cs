using System.Collections.Immutable;

namespace Gateway.Metrics.Exposition;

/// <summary>A histogram at one moment.</summary>
/// <param name="Bounds">The upper bounds of the buckets, ascending, each included; without the infinite one.</param>
/// <param name="Counts">What fell into each bucket alone; one more than bounds, for what is larger than all.</param>
/// <param name="Sum">All values together.</param>
internal readonly record struct HistogramReading(
    ImmutableArray<double> Bounds, ImmutableArray<long> Counts, double Sum);
