using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.World;

/// <summary>The monotonic clock of one machine: it began at its own time and runs at its own speed.</summary>
/// <param name="offset">What it shows at the world's time zero.</param>
/// <param name="error">How much faster it is than the world, in millionths.</param>
internal sealed class LocalClock(Duration offset, int error)
{
    private const int Million = 1_000_000;

    /// <summary>What it shows at a moment of the world.</summary>
    public Instant At(Instant world) =>
        new(offset.Nanoseconds + world.Nanoseconds + (world.Nanoseconds * error / Million));

    /// <summary>How long it takes in the world until it shows that, or a moment later.</summary>
    public Duration Until(Instant local, Instant world)
    {
        var left = (local - At(world)).Nanoseconds;
        return left <= 0 ? Duration.Zero : new((left * Million / (Million + error)) + 2);
    }
}
