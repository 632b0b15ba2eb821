namespace Gateway.Vrrp.Core;

/// <summary>What one tracker gives to a priority.</summary>
/// <param name="Tracker">Its index in the configuration.</param>
/// <param name="Weight">Its weight, -253 to 253; 0: its failure is a fault.</param>
/// <param name="Word">Its last word; failed until the first.</param>
/// <param name="Points">What it adds, -253 to 253.</param>
public readonly record struct PriorityPart(int Tracker, int Weight, Demotion Word, int Points);
