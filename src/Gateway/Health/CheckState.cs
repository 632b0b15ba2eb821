namespace Gateway.Health;

/// <summary>What a health check says, after rise and fall.</summary>
internal enum CheckState
{
    /// <summary>No result yet. Counts as failed, unless <see cref="ScheduledCheck.Initial"/> says otherwise.</summary>
    Unknown,

    /// <summary>Well, or well enough.</summary>
    Up,

    /// <summary>Failed.</summary>
    Down,
}
