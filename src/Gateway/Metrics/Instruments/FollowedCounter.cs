using System.Collections.Immutable;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Instruments;

/// <summary>An instrument whose measurements are added up.</summary>
/// <param name="name">The instrument.</param>
/// <param name="family">The metric.</param>
/// <param name="labels">Where its labels have their values from, in their order.</param>
internal sealed class FollowedCounter(string name, MetricFamily family, params ImmutableArray<TagLabel> labels)
    : FollowedInstrument(name, family, labels)
{
    private readonly SeriesTable<CounterSeries> _series = new(family, () => new());

    /// <inheritdoc/>
    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _series[KeyOf(tags)].Add((long)value);

    /// <inheritdoc/>
    public override void Collect(IMetricSink sink) =>
        _series.ForEach((series, labels) => sink.Put(Family, series.Value, labels));
}
