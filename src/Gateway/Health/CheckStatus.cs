namespace Gateway.Health;

/// <summary>What is known of one check.</summary>
internal sealed record CheckStatus
{
    /// <summary>The check's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its state, after rise and fall.</summary>
    public required CheckState State { get; init; }

    /// <summary>When it took this state; the scheduler's start for <see cref="CheckState.Unknown"/>.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Results in a row that speak against the state, not yet enough to change it.</summary>
    public int Contrary { get; init; }

    /// <summary>What the last run said. Empty before the first; never longer than 500 characters.</summary>
    public string Text { get; init; } = "";

    /// <summary>When the last run began; null before the first.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>How long the last run took; the timeout if it took longer.</summary>
    public TimeSpan Duration { get; init; }
}
