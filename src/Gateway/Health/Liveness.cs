using Gateway.Observability;
using Gateway.Plugins;

namespace Gateway.Health;

/// <summary>Whether the process answers. That it does proves the thread pool; the engine's thread is asked.</summary>
/// <param name="engine">The engine; null for a proxy alone.</param>
internal sealed class Liveness(EngineReader? engine)
{
    /// <summary>How long the engine's thread may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Asks.</summary>
    public async Task<Verdict> AskAsync(CancellationToken cancellation)
    {
        // The ordinary queue of the thread pool, behind everything that waits there.
        await Task.Yield();
        VerdictPart pool = new("thread-pool", null);
        return engine is null ? new([pool]) : new([pool, await AskEngineAsync(engine, cancellation)]);
    }

    private static async Task<VerdictPart> AskEngineAsync(EngineReader engine, CancellationToken cancellation) =>
        new("engine", await engine.RefreshAsync(Patience, cancellation)
            ? null
            : $"the VRRP engine's thread has not turned for {new Seconds(Patience)}");
}
