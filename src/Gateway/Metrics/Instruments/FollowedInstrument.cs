using System.Collections.Immutable;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Instruments;

/// <summary>An instrument of a meter, and the metric that its measurements become. Any thread.</summary>
/// <param name="name">The instrument.</param>
/// <param name="family">The metric.</param>
/// <param name="labels">Where its labels have their values from, in their order.</param>
internal abstract class FollowedInstrument(string name, MetricFamily family, ImmutableArray<TagLabel> labels)
{
    /// <summary>The instrument.</summary>
    public string Name => name;

    /// <summary>The metric.</summary>
    public MetricFamily Family => family;

    /// <summary>Takes a measurement, on the thread that makes it: quickly.</summary>
    public abstract void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    /// <summary>Tells all series.</summary>
    public abstract void Collect(IMetricSink sink);

    /// <summary>The series that a measurement belongs to.</summary>
    protected SeriesKey KeyOf(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        new(ValueOf(0, tags), ValueOf(1, tags), ValueOf(2, tags), ValueOf(3, tags));

    private string ValueOf(int index, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (index >= labels.Length)
        {
            return "";
        }

        var label = labels[index];
        foreach (var tag in tags)
        {
            if (tag.Key == label.Tag)
            {
                return label.Read(tag.Value);
            }
        }

        return label.Read(null);
    }
}
