namespace Gateway.Metrics.Exposition;

/// <summary>Takes the figures of one moment: all series of a metric, then all of the next.</summary>
internal interface IMetricSink
{
    /// <summary>Takes a figure of a gauge or a counter.</summary>
    /// <param name="family">The metric.</param>
    /// <param name="value">The figure, in the base unit that the name says.</param>
    /// <param name="labels">The values of its labels, in their order.</param>
    void Put(MetricFamily family, double value, params ReadOnlySpan<string> labels);

    /// <summary>Takes a histogram.</summary>
    /// <param name="family">The metric.</param>
    /// <param name="reading">Its buckets.</param>
    /// <param name="labels">The values of its labels, in their order.</param>
    void Put(MetricFamily family, in HistogramReading reading, params ReadOnlySpan<string> labels);
}
