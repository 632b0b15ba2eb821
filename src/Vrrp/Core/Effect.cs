namespace Gateway.Vrrp.Core;

/// <summary>One thing to do. The order of effects is part of the contract: see
/// <see cref="VrrpStateMachine"/>.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Priority">For <see cref="EffectKind.SendAdvertisement"/>: the priority on the wire, 0 to 255.</param>
/// <param name="Transition">For <see cref="EffectKind.ReportTransition"/>: what to tell.</param>
/// <param name="Count">For <see cref="EffectKind.Announce"/>: how often each address is announced, 1 or more. For
/// <see cref="EffectKind.ReportClaimed"/>: the number of the claim, from 1.</param>
public readonly record struct Effect(
    EffectKind Kind, byte Priority = 0, Transition Transition = default, int Count = 0);
