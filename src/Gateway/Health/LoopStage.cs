namespace Gateway.Health;

/// <summary>What a <see cref="CheckLoop"/> waits for.</summary>
internal enum LoopStage
{
    /// <summary>Its next run, or its start.</summary>
    Waiting,

    /// <summary>A free slot.</summary>
    InLine,

    /// <summary>The end of a run, or its timeout.</summary>
    Running,

    /// <summary>Nothing, for ever.</summary>
    Stopped,
}
