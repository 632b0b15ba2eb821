namespace Gateway.Metrics.Otlp;

/// <summary>What can go to a collector, by the word in the names of its variables.</summary>
internal enum OtlpSignal
{
    /// <summary>Figures.</summary>
    Metrics,

    /// <summary>The ways of requests.</summary>
    Traces,
}
