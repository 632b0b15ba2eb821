using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.World;

/// <summary>The only source of chance in a simulation: one seed, one sequence.</summary>
/// <param name="seed">The same seed gives the same sequence, also on another machine.</param>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>True that often.</summary>
    /// <param name="probability">0 to 1.</param>
    public bool Chance(double probability) => _random.NextDouble() < probability;

    /// <summary>A number from 0 to below <paramref name="count"/>.</summary>
    public int Pick(int count) => _random.Next(count);

    /// <summary>A length of time up to that one.</summary>
    public Duration UpTo(Duration longest) => new(_random.NextInt64(longest.Nanoseconds + 1));
}
