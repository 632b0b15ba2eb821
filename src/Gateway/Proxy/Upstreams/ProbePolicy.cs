using Gateway.Configuration.ReverseProxy;
using Gateway.Plugins;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Decides from probes which destinations are well: the first result ever counts alone, then so many in a row
/// as the cluster says. YARP's own calls a destination well after its first failure.</summary>
/// <param name="name">What the configuration calls it; the kind of probe is the <see cref="ProbeHandler"/>'s.</param>
/// <param name="updater">Tells YARP.</param>
/// <param name="board">Keeps the counts.</param>
/// <param name="options">The timeout of clusters that have none of their own.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears changes.</param>
internal sealed class ProbePolicy(
    string name, IDestinationHealthUpdater updater, DestinationBoard board,
    IOptions<ActiveHealthCheckMonitorOptions> options, TimeProvider time, ILogger<ProbePolicy> logger)
    : IActiveHealthCheckPolicy
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults)
    {
        var rules = UpstreamHealth.Read(cluster.Model.Config.Metadata);
        var timeout = cluster.Model.Config.HealthCheck?.Active?.Timeout ?? options.Value.DefaultTimeout;
        var changed = new List<(DestinationState, DestinationWord)>();
        foreach (var result in probingResults.Where(IsVerdict))
        {
            var record = board.RecordOf(result.Destination);
            var passed = result.Exception is null;
            var text = passed ? TextOf(result.Response) : Why(result.Exception!, timeout);
            if (record.AddProbe(passed, text, rules, time.GetUtcNow()))
            {
                changed.Add((result.Destination, record.Active));
            }
        }

        updater.SetActive(cluster, probingResults.Select(result => new NewActiveDestinationHealth(
            result.Destination, board.RecordOf(result.Destination).Active.Health)));
        Report(cluster, changed);
    }

    private static bool IsVerdict(DestinationProbingResult result) =>
        result.Exception is not ProbeException { IsVerdict: false };

    private static string TextOf(HttpResponseMessage? response) =>
        (response?.RequestMessage as ProbeRequest)?.Text ?? "";

    private static string Why(Exception failure, TimeSpan timeout) => failure is OperationCanceledException
        ? $"no answer within {new Seconds(timeout)}"
        : failure.GetBaseException().Message;

    private void Report(ClusterState cluster, List<(DestinationState Destination, DestinationWord Word)> changed)
    {
        var all = cluster.DestinationsState.AllDestinations;
        var well = all.Count(destination => board.RecordOf(destination).Active.Health == DestinationHealth.Healthy);
        foreach (var (destination, word) in changed)
        {
            if (word.Health == DestinationHealth.Healthy)
            {
                logger.DestinationUp(cluster.ClusterId, destination.DestinationId, word.Text, well, all.Count);
            }
            else
            {
                logger.DestinationDown(cluster.ClusterId, destination.DestinationId, word.Text, well, all.Count);
            }
        }

        // News, not a state: said when the last one goes.
        if (well == 0 && changed.Count > 0)
        {
            logger.ClusterDown(cluster.ClusterId, all.Count);
        }
    }
}
