using Gateway.Vrrp.Config;
using Gateway.Vrrp.Events;

namespace Gateway.Vrrp.Engine;

/// <summary>The running VRRP engine as the rest of the process sees it. Every member may be called from any thread.</summary>
public sealed class VrrpEngine : IDisposable
{
    /// <summary>Starts the threads "vrrp-engine" and "vrrp-events". Leftover addresses are removed before the first packet.</summary>
    /// <exception cref="Linux.KernelException">The kernel refuses the sockets: CAP_NET_ADMIN and CAP_NET_RAW are needed.</exception>
    public static VrrpEngine Start(VrrpConfig config, IReadOnlyList<IVrrpObserver> observers) =>
        throw new NotImplementedException();

    /// <summary>What the engine looked like when it last published.</summary>
    public EngineSnapshot Snapshot { get; } = EngineSnapshot.Empty;

    /// <summary>Ends when the engine thread ends: after <see cref="Stop"/>, or by a failure (the task then carries it).</summary>
    public Task Completion { get; } = Task.CompletedTask;

    /// <summary>Passes a tracker's word on. The word is leased, like an address: unless renewed, the tracker counts as failed when
    /// <paramref name="validFor"/> is over, so a health scheduler that hangs cannot keep a priority up. Until its first word a
    /// tracker counts as failed.</summary>
    /// <returns>False when the engine's inbox is full or the engine has ended: the word is lost.</returns>
    public bool ReportTracker(int tracker, bool up, TimeSpan validFor) => throw new NotImplementedException();

    /// <summary>Stops in good order: priority 0, addresses removed, events delivered. Returns when done or at the deadline.</summary>
    /// <returns>False at the deadline.</returns>
    public bool Stop(TimeSpan deadline) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() { }
}
