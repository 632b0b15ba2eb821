namespace Gateway.Metrics.Exposition;

/// <summary>The forms in which figures go out.</summary>
internal enum ExpositionFormat
{
    /// <summary>Prometheus text, version 0.0.4.</summary>
    PrometheusText,

    /// <summary>OpenMetrics text, version 1.0.0.</summary>
    OpenMetrics,
}
