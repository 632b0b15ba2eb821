namespace Gateway.Vrrp.Core;

/// <summary>What one tracker contributes to a priority.</summary>
/// <param name="Tracker">Index of the tracker in the configuration.</param>
/// <param name="Points">-253 to 253.</param>
public readonly record struct PriorityPart(int Tracker, int Points);
