using System.Collections.Immutable;
using Gateway.Admin;

namespace Gateway.Cli.Operate;

/// <summary>Names that the running gateway knows, for completions.</summary>
/// <param name="Serving">Destinations that are not drained, as <c>gateway drain</c> wants them.</param>
/// <param name="Drained">Those that are.</param>
/// <param name="Instances">The virtual routers.</param>
/// <param name="Areas">What <c>gateway logs level</c> takes.</param>
internal sealed record KnownNames(
    ImmutableArray<string> Serving, ImmutableArray<string> Drained, ImmutableArray<string> Instances,
    ImmutableArray<string> Areas)
{
    // Who has typed a tabulator waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Without a gateway.</summary>
    public static KnownNames None { get; } = new([], [], [], []);

    /// <summary>Asks for them.</summary>
    /// <returns><see cref="None"/> when no gateway answers, or not at once.</returns>
    public static async Task<KnownNames> AskAsync(string socket, CancellationToken cancellation)
    {
        using var client = new AdminClient(socket) { Patience = Patience };
        try
        {
            var status = client.Read(
                await client.GetAsync("/api/status", cancellation), AdminJson.Default.StatusReport);
            var levels = client.Read(
                await client.GetAsync("/api/log-level", cancellation), AdminJson.Default.LogLevelsReport);
            var drained = StatusUpstream.ClustersOf(status).AddRange(StatusUpstream.StreamsOf(status))
                .SelectMany(upstream => upstream.Destinations, (upstream, one) => (upstream.Name, To: one))
                .ToLookup(one => one.To.Drained, one => $"{one.Name}/{one.To.Name}");
            return new(
                [.. drained[false]], [.. drained[true]], [.. status.Instances.Select(one => one.Name)], levels.Areas);
        }
        catch (NoGatewayException)
        {
            return None;
        }
    }
}
