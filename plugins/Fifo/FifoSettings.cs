namespace Fifo;

/// <summary>The settings of a FIFO action.</summary>
public sealed class FifoSettings
{
    /// <summary>The absolute path of the FIFO.</summary>
    public required string Path { get; init; }

    /// <summary>Whether to make the FIFO, readable by the gateway's user alone, when nothing is there. Defaults to
    /// true.</summary>
    public bool Create { get; init; } = true;
}
