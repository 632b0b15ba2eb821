using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;

namespace Gateway.Vrrp.Engine;

/// <summary>The ways to the kernel that all interfaces share. Owned by the engine thread.</summary>
internal sealed class EngineSockets : IDisposable
{
    /// <summary>Adds and removes addresses.</summary>
    public RouteClient Routes { get; } = new();

    /// <summary>Sends announcements and probes.</summary>
    public FrameSocket Frames { get; } = new();

    /// <summary>Ends connections.</summary>
    public ConnectionAborter Connections { get; } = new();

    /// <summary>How long that may take.</summary>
    public AbortBudget Aborts { get; } = new();

    /// <summary>The interfaces.</summary>
    public InterfaceTable Interfaces { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Routes.Dispose();
        Frames.Dispose();
        Connections.Dispose();
    }
}
