namespace Gateway.Vrrp.Core;

/// <summary>What one tracker gives to the effective priority.</summary>
/// <param name="Tracker">Its index in the configuration.</param>
/// <param name="Weight">Its weight, -253 to 253; 0: its failure is a fault.</param>
/// <param name="IsUp">Its last word; false until the first.</param>
/// <param name="Contribution">What it adds: the weight or 0.</param>
public readonly record struct PriorityPart(int Tracker, int Weight, bool IsUp, int Contribution);
