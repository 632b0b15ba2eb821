using System.Collections.Immutable;
using Gateway.Metrics.Exposition;
using Gateway.Observability;

namespace Gateway.Metrics;

/// <summary>All figures of the gateway, as a page.</summary>
/// <param name="engine">The engine, which is asked for figures of this moment; null for a proxy alone.</param>
/// <param name="sources">Who has figures, in the order of the page.</param>
internal sealed class MetricsPage(EngineReader? engine, ImmutableArray<IMetricSource> sources)
{
    // A scrape waits 10 s by default; an engine that hangs longer than this is a figure of its own.
    private static readonly TimeSpan EnginePatience = TimeSpan.FromSeconds(1);

    private readonly Lock _turn = new();

    /// <summary>Writes it.</summary>
    /// <param name="format">The form.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string> WriteAsync(ExpositionFormat format, CancellationToken cancellation)
    {
        if (engine is not null)
        {
            await engine.RefreshAsync(EnginePatience, cancellation);
        }

        var text = new ExpositionText(format);
        lock (_turn)
        {
            foreach (var source in sources)
            {
                source.Collect(text);
            }
        }

        return text.End();
    }
}
