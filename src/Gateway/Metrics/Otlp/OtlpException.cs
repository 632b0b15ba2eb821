namespace Gateway.Metrics.Otlp;

/// <summary>A variable of OpenTelemetry says something that cannot be.</summary>
/// <param name="message">What, and what to do.</param>
internal sealed class OtlpException(string message) : InvalidOperationException(message);
