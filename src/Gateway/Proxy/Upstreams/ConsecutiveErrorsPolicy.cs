using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Takes a destination out for a while when requests to it fail in a row: no connection, no answer, or 502,
/// 503 or 504. Clients that go away count neither way. YARP's own needs ten requests a minute.</summary>
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
        if (failure is not null && ForwardingFailures.IsOfClient(failure.Error))
        {
            return;
        }

        var record = board.RecordOf(destination);
        if (failure is null && context.Response.StatusCode is not (502 or 503 or 504))
        {
            record.AddSuccess();
            return;
        }

        var text = failure?.Exception?.GetBaseException().Message ?? failure?.Error.ToString()
            ?? $"it answered {context.Response.StatusCode}";
        var most = UpstreamHealth.Read(cluster.Model.Config.Metadata).Errors;
        if (record.AddError(text, most, time.GetUtcNow()) && destination.Health.Passive != DestinationHealth.Unhealthy)
        {
            var period = cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? DefaultReactivation;
            updater.SetPassive(cluster, destination, DestinationHealth.Unhealthy, period);
            logger.DestinationAvoided(cluster.ClusterId, destination.DestinationId, period, most, text);
        }
    }
}
