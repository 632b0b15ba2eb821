using Gateway.Admin.Status;
using Gateway.Observability;

namespace Gateway.Admin.Operation;

/// <summary>Who does what operators ask for. Null until it runs, or where there is nothing of it.</summary>
internal sealed class OperationParts
{
    /// <summary>Whether all is set that will be.</summary>
    public bool IsStarted { get; set; }

    /// <summary>Moves the addresses; null on a node without virtual routers.</summary>
    public NodeDrain? Node { get; set; }

    /// <summary>Takes destinations out.</summary>
    public DestinationDrain? Destinations { get; set; }

    /// <summary>Reads the configuration again.</summary>
    public Func<CancellationToken, Task<ReloadReport>>? Reload { get; set; }

    /// <summary>How much is logged.</summary>
    public LogLevels? Levels { get; set; }
}
