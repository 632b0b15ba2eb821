using System.Collections.Immutable;
using Gateway.Health;
using Gateway.Metrics;
using Gateway.Observability;

namespace Gateway.Admin;

/// <summary>What the gateway says of itself to machines. Until all runs that it speaks of, it is alive and not
/// ready.</summary>
internal sealed class SelfReports
{
    private static readonly ImmutableArray<VerdictPart> Starting = [new("start", "the gateway is starting")];

    // Set last: the others are there when it is.
    private volatile Readiness? _readiness;
    private Liveness _liveness = new(null);

    /// <summary>The figures; null while the gateway starts.</summary>
    public MetricsPage? Page { get; private set; }

    /// <summary>Speaks of what runs by now.</summary>
    /// <param name="page">The figures.</param>
    /// <param name="engine">The engine; null for a proxy alone.</param>
    /// <param name="checks">What is known of health checks.</param>
    public void Show(MetricsPage page, EngineReader? engine, HealthBoard checks)
    {
        Page = page;
        _liveness = new(engine);
        _readiness = new(_liveness, engine, checks);
    }

    /// <summary>Whether the process answers.</summary>
    public Task<Verdict> AskLivenessAsync(CancellationToken cancellation) => _liveness.AskAsync(cancellation);

    /// <summary>Whether the proxy can serve.</summary>
    public Task<Verdict> AskReadinessAsync(CancellationToken cancellation) =>
        _readiness?.AskAsync(cancellation) ?? Task.FromResult(new Verdict(Starting));
}
