using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Otlp;

/// <summary>Makes the figures of sources measurements of a meter. Histograms have no such form and stay out.</summary>
internal sealed class MeterBridge : IMetricSink, IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Gateway";

    // One look at all sources for all instruments of one round.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Meter _meter = new(Name);
    private readonly ImmutableArray<IMetricSource> _sources;
    private readonly TimeProvider _time;
    private readonly Dictionary<MetricFamily, List<Measurement<double>>> _measurements = [];
    private long? _lookedAt;

    /// <summary>Makes the instruments.</summary>
    /// <param name="sources">Who has figures.</param>
    /// <param name="time">The clock.</param>
    public MeterBridge(ImmutableArray<IMetricSource> sources, TimeProvider time)
    {
        (_sources, _time) = (sources, time);
        foreach (var family in sources.SelectMany(source => source.Families))
        {
            Add(family);
        }
    }

    /// <inheritdoc/>
    public void Put(MetricFamily family, double value, params ReadOnlySpan<string> labels)
    {
        var tags = new KeyValuePair<string, object?>[labels.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = new(family.Labels[i], labels[i]);
        }

        _measurements[family].Add(new(value, tags));
    }

    /// <inheritdoc/>
    public void Put(MetricFamily family, in HistogramReading reading, params ReadOnlySpan<string> labels)
    {
    }

    /// <summary>Ends the instruments.</summary>
    public void Dispose() => _meter.Dispose();

    // The unit is told beside the name, which a collector puts together again.
    private void Add(MetricFamily family)
    {
        var name = family.Unit is { } unit ? family.BareName[..^(unit.Length + 1)] : family.BareName;
        var unitCode = family.Unit switch { "seconds" => "s", "bytes" => "By", "ratio" => "1", _ => null };
        _measurements[family] = [];
        if (family.Kind == MetricKind.Counter)
        {
            _ = _meter.CreateObservableCounter(name, () => Look(family), unitCode, family.Help);
        }
        else if (family.Kind == MetricKind.Gauge)
        {
            _ = _meter.CreateObservableGauge(name, () => Look(family), unitCode, family.Help);
        }
    }

    private Measurement<double>[] Look(MetricFamily family)
    {
        lock (_gate)
        {
            if (_lookedAt is not { } then || _time.GetElapsedTime(then) > Freshness)
            {
                _lookedAt = _time.GetTimestamp();
                LookAtAll();
            }

            return [.. _measurements[family]];
        }
    }

    private void LookAtAll()
    {
        foreach (var measurements in _measurements.Values)
        {
            measurements.Clear();
        }

        foreach (var source in _sources)
        {
            source.Collect(this);
        }
    }
}
