using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;

namespace Gateway.Hosting.Systemd;

/// <summary>Whether the engine's thread still turns: it publishes a snapshot when it is asked to.</summary>
/// <param name="engine">The engine.</param>
internal sealed class EnginePulse(VrrpEngine engine)
{
    private EngineSnapshot _last = EngineSnapshot.Empty;

    /// <summary>Whether the thread has turned since the last call; asks it to do so until the next one. An engine that
    /// has ended is none that hangs: the process knows, and ends, too.</summary>
    public bool Beats()
    {
        var snapshot = engine.Snapshot;
        var beats = !ReferenceEquals(snapshot, _last) || engine.Completion.IsCompleted;
        _last = snapshot;
        _ = engine.RequestSnapshot();
        return beats;
    }
}
