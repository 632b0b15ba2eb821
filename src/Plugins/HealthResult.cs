namespace Gateway.Plugins;

/// <summary>What one run of a health check saw. The default value is unhealthy, without a text.</summary>
public readonly record struct HealthResult
{
    private readonly string? _text;

    private HealthResult(bool isHealthy, string? text)
    {
        IsHealthy = isHealthy;
        _text = text;
    }

    /// <summary>True when the thing checked is well.</summary>
    public bool IsHealthy { get; }

    /// <summary>What a person should know, in one line: "12 ms", "exit code 1: no route". May be empty; never null. The
    /// host keeps the first 500 characters.</summary>
    public string Text => _text ?? "";

    /// <summary>The thing checked is well.</summary>
    public static HealthResult Healthy(string? text = null) => new(true, text);

    /// <summary>The thing checked is not well, and why.</summary>
    public static HealthResult Unhealthy(string text) => new(false, text);
}
