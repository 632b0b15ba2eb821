using Gateway.Configuration.Building;
using Gateway.Observability;

namespace Gateway.Health;

/// <summary>Whether the proxy can serve: it lives, and its self-test is good. Whether it has the virtual addresses is
/// another question: a Backup is ready.</summary>
/// <param name="liveness">Whether the process answers.</param>
/// <param name="engine">The engine; null for a proxy alone.</param>
/// <param name="board">What the self-test says.</param>
internal sealed class Readiness(Liveness liveness, EngineReader? engine, HealthBoard board)
{
    /// <summary>Asks.</summary>
    public async Task<Verdict> AskAsync(CancellationToken cancellation)
    {
        var alive = await liveness.AskAsync(cancellation);
        return new([.. alive.Parts, new("proxy", SelfTest()), new("drain", Drain())]);
    }

    private string? SelfTest()
    {
        var check = board.Find(HealthChecksBuilder.BuiltIn);
        return check is { State: CheckState.Up } ? null
            : check?.Last is { } last ? last.Text
            : "the first self-test has not ended";
    }

    private string? Drain()
    {
        var drained = engine?.Snapshot.VirtualRouters.Where(router => router.IsDraining).Select(router => router.Name);
        return drained?.ToArray() is { Length: > 0 } names
            ? $"gives away, or has given away, on request: {string.Join(", ", names)}"
            : null;
    }
}
