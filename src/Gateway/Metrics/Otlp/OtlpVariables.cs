namespace Gateway.Metrics.Otlp;

/// <summary>OpenTelemetry's own environment variables, as far as they decide whether anything goes to a collector. The
/// rest of them (headers, protocol, timeout, sampler, interval, resource) OpenTelemetry reads itself.</summary>
/// <param name="read">Reads one; null when it is not set.</param>
internal sealed class OtlpVariables(Func<string, string?> read)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    /// <summary>Those of this process.</summary>
    public static OtlpVariables OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>Whether there is an endpoint for a signal, and nothing turns it off.</summary>
    public bool IsOn(OtlpSignal signal) =>
        !"true".Equals(Read("OTEL_SDK_DISABLED"), StringComparison.OrdinalIgnoreCase)
        && Read($"OTEL_{WordOf(signal)}_EXPORTER") is null or "otlp"
        && (OwnEndpoint(signal) ?? Read($"{Prefix}ENDPOINT")) is not null;

    /// <summary>The endpoint of this signal alone, used as it is; null for the one of all signals.</summary>
    public string? OwnEndpoint(OtlpSignal signal) => Read($"{Prefix}{WordOf(signal)}_ENDPOINT");

    private static string WordOf(OtlpSignal signal) => signal == OtlpSignal.Metrics ? "METRICS" : "TRACES";

    // Empty counts as not set (OpenTelemetry's specification).
    private string? Read(string name) => read(name) is { Length: > 0 } value ? value : null;
}
