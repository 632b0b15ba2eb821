namespace Gateway.Observability;

/// <summary>What the drain that the engine was told last is for: the engine itself knows of no handover. Any
/// thread.</summary>
internal sealed class DrainPurpose
{
    private volatile bool _isHandover;

    /// <summary>Whether the addresses are given away once, until the peer goes; otherwise until further notice. To be
    /// set BEFORE the engine is told.</summary>
    public bool IsHandover
    {
        get => _isHandover;
        set => _isHandover = value;
    }
}
