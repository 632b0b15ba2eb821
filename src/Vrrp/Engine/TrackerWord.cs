using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>What a tracker says.</summary>
/// <param name="Tracker">Its index in the configuration.</param>
/// <param name="Word">How ill it is. Anything less than failed is a good word.</param>
/// <param name="ValidFor">How long a good word holds; 0 or less: it is over.</param>
public readonly record struct TrackerWord(int Tracker, Demotion Word, TimeSpan ValidFor);
