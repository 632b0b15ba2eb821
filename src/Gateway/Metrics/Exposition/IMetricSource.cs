using System.Collections.Immutable;

namespace Gateway.Metrics.Exposition;

/// <summary>A part of the gateway that has figures.</summary>
internal interface IMetricSource
{
    /// <summary>All metrics that it may have a series of.</summary>
    ImmutableArray<MetricFamily> Families { get; }

    /// <summary>Tells the figures as they are. Any thread, one call at a time; it neither waits nor throws.</summary>
    void Collect(IMetricSink sink);
}
