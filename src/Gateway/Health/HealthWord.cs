using Gateway.Vrrp.Core;

namespace Gateway.Health;

/// <summary>A check's word after one run.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Demotion">How ill it counts as, after rise and fall.</param>
/// <param name="Text">What the run said, for people.</param>
/// <param name="ValidFor">How long the word is good; unless renewed, the check counts as failed then.</param>
internal readonly record struct HealthWord(string Check, Demotion Demotion, string Text, TimeSpan ValidFor)
{
    /// <summary>Whether it counts as well, or well enough.</summary>
    public bool Up => !Demotion.IsFull;
}
