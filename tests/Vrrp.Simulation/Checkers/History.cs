using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation.Checkers;

/// <summary>Small moments and events, to show a checker what it must not let pass.</summary>
internal static class History
{
    /// <summary>A process at work in that state, with its addresses if it is Master.</summary>
    public static NodeView Node(VrrpState state, ProcessState process = ProcessState.Running) => new()
    {
        Process = process,
        State = state,
        AddressCount = state == VrrpState.Master ? 1 : 0,
        AddressesWanted = 1,
        Preempt = true,
        HasSource = true,
        ProbedAt = Gateway.Vrrp.Core.Instant.Never,
        IsKnownOwner = state == VrrpState.Master,
    };

    /// <summary>A calm moment, so many seconds after the start of all.</summary>
    public static Moment At(double seconds, params NodeView[] nodes) =>
        new(Instant(seconds), default, nodes, [nodes]);

    /// <summary>A moment without calm.</summary>
    public static Moment RoughAt(double seconds, params NodeView[] nodes) =>
        new(Instant(seconds), Gateway.Vrrp.Core.Instant.Never, nodes, [nodes]);

    /// <summary>A change of state.</summary>
    public static VrrpEvent Change(VrrpState from, VrrpState to, TransitionReason reason) =>
        new() { Kind = VrrpEventKind.StateChanged, From = from, To = to, Reason = reason };

    /// <summary>So many seconds after the start of all.</summary>
    public static Instant Instant(double seconds) => new((long)(seconds * 1e9));
}
