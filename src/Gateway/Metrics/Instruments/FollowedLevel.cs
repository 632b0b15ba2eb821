using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Instruments;

/// <summary>An instrument that is asked, and tells its whole figure: the last one counts.</summary>
/// <param name="name">The instrument.</param>
/// <param name="family">The metric, without labels.</param>
internal sealed class FollowedLevel(string name, MetricFamily family) : FollowedInstrument(name, family, [])
{
    private readonly CounterSeries _series = new();

    /// <inheritdoc/>
    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _series.Set((long)value);

    /// <inheritdoc/>
    public override void Collect(IMetricSink sink) => sink.Put(Family, _series.Value);
}
