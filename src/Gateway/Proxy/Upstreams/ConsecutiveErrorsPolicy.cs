using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Takes a destination out for a while when requests to it fail in a row: no connection, no answer in time, or
/// a connection that broke. An answer is a success whatever its status, unless the cluster says otherwise: any client
/// may find a URL that is answered with 503. What is the client's fault, or ours, counts neither way. YARP's own needs
/// ten requests a minute.</summary>
/// <param name="updater">Tells YARP, which ends it by itself.</param>
/// <param name="board">Keeps the counts.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears changes.</param>
internal sealed class ConsecutiveErrorsPolicy(
    IDestinationHealthUpdater updater, DestinationBoard board, TimeProvider time,
    ILogger<ConsecutiveErrorsPolicy> logger) : IPassiveHealthCheckPolicy
{
    /// <summary>For how long, unless the cluster has a <c>ReactivationPeriod</c>.</summary>
    public static readonly TimeSpan DefaultReactivation = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Name => HealthPolicy.ConsecutiveErrors;

    /// <inheritdoc/>
    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        var failure = context.GetForwarderErrorFeature();
        if (failure is not null && !IsOfDestination(failure.Error))
        {
            return;
        }

        var record = board.RecordOf(destination);
        var metadata = cluster.Model.Config.Metadata;
        if (failure is null && !IsFailed(context.Response.StatusCode, metadata))
        {
            record.AddSuccess();
            return;
        }

        var text = failure?.Exception?.GetBaseException().Message ?? failure?.Error.ToString()
            ?? $"it answered {context.Response.StatusCode}";
        var most = UpstreamHealth.Read(metadata).Errors;
        if (record.AddError(text, most, time.GetUtcNow()) && destination.Health.Passive != DestinationHealth.Unhealthy)
        {
            var period = cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? DefaultReactivation;
            updater.SetPassive(cluster, destination, DestinationHealth.Unhealthy, period);
            logger.DestinationAvoided(cluster.ClusterId, destination.DestinationId, period, most, text);
        }
    }

    private static bool IsOfDestination(ForwarderError error) => error is ForwarderError.Request
        or ForwarderError.RequestTimedOut
        or ForwarderError.RequestBodyDestination
        or ForwarderError.ResponseBodyDestination
        or ForwarderError.UpgradeRequestDestination
        or ForwarderError.UpgradeResponseDestination;

    // For nearly all clusters one look: nothing is parsed.
    private static bool IsFailed(int status, IReadOnlyDictionary<string, string>? metadata) =>
        metadata?.ContainsKey(UpstreamHealth.FailedStatusKey) == true
        && UpstreamHealth.Read(metadata).FailedStatus.Any(range => range.Contains(status));
}
