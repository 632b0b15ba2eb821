using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Instruments;

/// <summary>Counts what a meter measures, from its making to its end. What it knows nothing of stays off.</summary>
internal sealed class MeterFollower : IMetricSource, IDisposable
{
    private readonly Func<Meter, bool> _isOurs;
    private readonly FrozenDictionary<string, FollowedInstrument> _byName;
    private readonly ImmutableArray<FollowedInstrument> _instruments;
    private readonly MeterListener _listener = new();

    /// <summary>Begins to count.</summary>
    /// <param name="isOurs">Which meters.</param>
    /// <param name="instruments">Which of their instruments.</param>
    public MeterFollower(Func<Meter, bool> isOurs, params ImmutableArray<FollowedInstrument> instruments)
    {
        (_isOurs, _instruments) = (isOurs, instruments);
        _byName = instruments.ToFrozenDictionary(instrument => instrument.Name, StringComparer.Ordinal);
        _listener.InstrumentPublished = Follow;
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.Start();
    }

    /// <inheritdoc/>
    public ImmutableArray<MetricFamily> Families => [.. _instruments.Select(instrument => instrument.Family)];

    /// <inheritdoc/>
    public void Collect(IMetricSink sink)
    {
        _listener.RecordObservableInstruments();
        foreach (var instrument in _instruments)
        {
            instrument.Collect(sink);
        }
    }

    /// <summary>Counts no more.</summary>
    public void Dispose() => _listener.Dispose();

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        ((FollowedInstrument)state!).Record(value, tags);

    private void Follow(Instrument instrument, MeterListener listener)
    {
        if (_byName.TryGetValue(instrument.Name, out var followed) && _isOurs(instrument.Meter))
        {
            listener.EnableMeasurementEvents(instrument, followed);
        }
    }
}
