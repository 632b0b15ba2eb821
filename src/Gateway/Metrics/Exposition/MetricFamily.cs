using System.Collections.Immutable;

namespace Gateway.Metrics.Exposition;

/// <summary>A metric: one name, with a series for every combination of its labels' values. One object each, which
/// stands for it.</summary>
internal sealed class MetricFamily
{
    private const string Total = "_total";

    private static readonly string[] Units = ["seconds", "bytes", "ratio"];

    private MetricFamily(string name, MetricKind kind, string help, ImmutableArray<string> labels) =>
        (Name, Kind, Help, Labels) = (name, kind, help, labels);

    /// <summary>The name that queries use, with its unit and, of a counter, <c>_total</c>.</summary>
    public string Name { get; }

    /// <summary>How its figures behave.</summary>
    public MetricKind Kind { get; }

    /// <summary>What it counts or measures: one sentence.</summary>
    public string Help { get; }

    /// <summary>The labels of every series, in the order of their values.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>The name as OpenMetrics declares it: of a counter without <c>_total</c>.</summary>
    public string BareName => Kind == MetricKind.Counter ? Name[..^Total.Length] : Name;

    /// <summary>The base unit that the name ends with; null for none.</summary>
    public string? Unit => Array.Find(Units, unit => BareName.EndsWith($"_{unit}", StringComparison.Ordinal));

    /// <summary>A metric that goes up and down.</summary>
    public static MetricFamily Gauge(string name, string help, params ImmutableArray<string> labels) =>
        new(name, MetricKind.Gauge, help, labels);

    /// <summary>A metric that only goes up; its name ends with <c>_total</c>.</summary>
    public static MetricFamily Counter(string name, string help, params ImmutableArray<string> labels) =>
        name.EndsWith(Total, StringComparison.Ordinal)
            ? new(name, MetricKind.Counter, help, labels)
            : throw new ArgumentException($"The counter {name} does not end with {Total}.", nameof(name));

    /// <summary>A metric that counts by size.</summary>
    public static MetricFamily Histogram(string name, string help, params ImmutableArray<string> labels) =>
        new(name, MetricKind.Histogram, help, labels);
}
