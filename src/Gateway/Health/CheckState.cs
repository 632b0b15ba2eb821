namespace Gateway.Health;

/// <summary>What a health check says, after rise and fall.</summary>
internal enum CheckState
{
    /// <summary>No result yet. Counts as failed.</summary>
    Unknown,

    /// <summary>Well.</summary>
    Up,

    /// <summary>Failed.</summary>
    Down,
}
