namespace Gateway.Vrrp.Core;

/// <summary>One reason for being in <see cref="VrrpState.Fault"/>. Two reasons of one kind about two subjects are two
/// faults: the end of one does not end the other.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Subject">Which one, where a kind has many (a tracker's index); otherwise 0.</param>
public readonly record struct Fault(FaultKind Kind, int Subject = 0);
