namespace Gateway.Vrrp.Core;

/// <summary>What a tracker does to the priority of one virtual router, as in keepalived.</summary>
/// <param name="Tracker">Index of the tracker in the configuration.</param>
/// <param name="Weight">-253 to 253. Negative: added while the tracker fails; positive: added while it succeeds; 0:
/// Fault while it fails. At a demotion between the two: in part, see <see cref="Demotion.Contribution"/>.</param>
public readonly record struct TrackedWeight(int Tracker, int Weight);
