namespace Gateway.Plugins;

/// <summary>What one run of a health check saw. The default value is unhealthy, without a text.</summary>
public readonly record struct HealthResult
{
    private readonly string? _text;
    private readonly int _health;

    private HealthResult(int health, string? text)
    {
        _health = health;
        _text = text;
    }

    /// <summary>True when the thing checked is well, or well enough: at a <see cref="Demotion"/> below 100.</summary>
    public bool IsHealthy => Demotion < 100;

    /// <summary>How ill the thing checked is, 0 (well) to 100 (failed): so many percent of a negative weight are added
    /// to the priority, and of a positive weight as many are not.</summary>
    public int Demotion => 100 - _health;

    /// <summary>What a person should know, in one line: "12 ms", "exit code 1: no route". May be empty; never null. The
    /// host keeps the first 500 characters.</summary>
    public string Text => _text ?? "";

    /// <summary>The thing checked is well.</summary>
    public static HealthResult Healthy(string? text = null) => new(100, text);

    /// <summary>The thing checked works, but not as well as it should: a peer that is better off should rather
    /// serve.</summary>
    /// <param name="demotion">How ill it is, in percent, 1 to 99.</param>
    /// <param name="text">Why.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="demotion"/> is not in 1 to 99.</exception>
    public static HealthResult Degraded(int demotion, string text)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(demotion, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(demotion, 99);
        return new(100 - demotion, text);
    }

    /// <summary>The thing checked is not well, and why.</summary>
    public static HealthResult Unhealthy(string text) => new(0, text);
}
