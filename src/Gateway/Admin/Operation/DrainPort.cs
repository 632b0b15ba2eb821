using Gateway.Vrrp.Events;

namespace Gateway.Admin.Operation;

/// <summary>What a handover needs of the gateway.</summary>
/// <param name="Look">What the engine looks like.</param>
/// <param name="Drain">Has the engine give its addresses away; false when it cannot be told.</param>
/// <param name="Undrain">Calls that off; false when it cannot be told.</param>
/// <param name="LeadClientsAway">Asks clients to come back by another connection, and waits for requests under way;
/// what it returns ends that, when disposed.</param>
internal sealed record DrainPort(
    Func<EngineSnapshot> Look, Func<bool> Drain, Func<bool> Undrain, Func<Task<IDisposable>> LeadClientsAway);
