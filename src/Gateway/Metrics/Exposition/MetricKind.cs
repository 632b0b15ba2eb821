namespace Gateway.Metrics.Exposition;

/// <summary>How the figures of a metric behave.</summary>
internal enum MetricKind
{
    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Only ever goes up, from 0 at the start of the process.</summary>
    Counter,

    /// <summary>Counts by size, from 0 at the start of the process.</summary>
    Histogram,
}
