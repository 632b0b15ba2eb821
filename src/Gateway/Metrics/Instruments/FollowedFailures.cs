using System.Collections.Immutable;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Instruments;

/// <summary>An instrument whose measurements are counted that fit, whatever their values.</summary>
/// <param name="name">The instrument.</param>
/// <param name="family">The metric.</param>
/// <param name="labels">Where its labels have their values from, in their order.</param>
/// <param name="fits">Whether a measurement with these labels counts.</param>
internal sealed class FollowedFailures(
    string name, MetricFamily family, ImmutableArray<TagLabel> labels, Func<SeriesKey, bool> fits)
    : FollowedInstrument(name, family, labels)
{
    private readonly SeriesTable<CounterSeries> _series = new(family, () => new());

    /// <inheritdoc/>
    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = KeyOf(tags);
        if (fits(key))
        {
            _series[key].Add(1);
        }
    }

    /// <inheritdoc/>
    public override void Collect(IMetricSink sink) =>
        _series.ForEach((series, labels) => sink.Put(Family, series.Value, labels));
}
