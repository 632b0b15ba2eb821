using System.Collections.Immutable;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Instruments;

/// <summary>An instrument whose measurements are counted by size.</summary>
/// <param name="name">The instrument.</param>
/// <param name="family">The metric.</param>
/// <param name="bounds">The upper bounds of the buckets, ascending.</param>
/// <param name="labels">Where its labels have their values from, in their order.</param>
internal sealed class FollowedHistogram(
    string name, MetricFamily family, ImmutableArray<double> bounds, params ImmutableArray<TagLabel> labels)
    : FollowedInstrument(name, family, labels)
{
    private readonly SeriesTable<HistogramSeries> _series = new(family, () => new(bounds));

    /// <inheritdoc/>
    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _series[KeyOf(tags)].Add(value);

    /// <inheritdoc/>
    public override void Collect(IMetricSink sink) =>
        _series.ForEach((series, labels) => sink.Put(Family, series.Reading, labels));
}
