namespace Gateway.Vrrp.Engine;

/// <summary>What the rest of the process asks of the engine thread.</summary>
internal enum EngineMessageKind : byte
{
    /// <summary>A tracker's word.</summary>
    Tracker,

    /// <summary>Run another configuration: <see cref="EngineMessage.Config"/>.</summary>
    Apply,

    /// <summary>Give the addresses to the peers.</summary>
    Drain,

    /// <summary>The drain is called off.</summary>
    Undrain,

    /// <summary>Drain, at most for <see cref="EngineMessage.ValidFor"/>, then stop in good order.</summary>
    Stop,

    /// <summary>Publish a snapshot, which is done behind every message anyway.</summary>
    Publish,

    /// <summary>Stop at once, and leave the addresses to the next process of this machine.</summary>
    Keep,
}
