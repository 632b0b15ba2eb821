namespace Gateway.Vrrp.Engine;

/// <summary>What the rest of the process asks of the engine thread.</summary>
internal enum EngineMessageKind : byte
{
    /// <summary>A tracker's word.</summary>
    Tracker,

    /// <summary>Stop in good order.</summary>
    Stop,
}
