using Gateway.Proxy.Upstreams;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>The routes and clusters in force. A change is over when requests go by it; destinations that come with it
/// are asked at once how they are.</summary>
/// <param name="routing">What YARP reads.</param>
/// <param name="state">The clusters in force. Asked late: YARP makes them after this.</param>
/// <param name="board">What is known of destinations.</param>
/// <param name="monitor">Asks them.</param>
internal sealed class RouteTable(
    InMemoryConfigProvider routing, Lazy<IProxyStateLookup> state, DestinationBoard board,
    IActiveHealthCheckMonitor monitor) : IConfigChangeListener
{
    // Null but during a change: at the start YARP asks all by itself, and a table that comes back has been asked.
    private TaskCompletionSource? _change;

    /// <summary>Routes requests by another table from now on. Not twice at a time.</summary>
    /// <exception cref="RouteException">YARP refuses it; the one before stays in force.</exception>
    public async Task ChangeAsync(IReadOnlyList<RouteConfig> routes, IReadOnlyList<ClusterConfig> clusters)
    {
        var before = routing.GetConfig();
        try
        {
            await ApplyAsync(routes, clusters);
        }
        catch (RouteException)
        {
            routing.Update(before.Routes, before.Clusters);
            throw;
        }
    }

    /// <inheritdoc/>
    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
        // Nothing is in force yet.
    }

    /// <inheritdoc/>
    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception) =>
        Refuse(exception);

    /// <inheritdoc/>
    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) =>
        Refuse(exception);

    /// <inheritdoc/>
    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
        if (_change is { } change)
        {
            // YARP would wait a whole interval. It sees to failures itself.
            _ = monitor.CheckHealthAsync([.. state.Value.GetClusters().Where(HasUnknown)]);
            change.TrySetResult();
        }
    }

    private async Task ApplyAsync(IReadOnlyList<RouteConfig> routes, IReadOnlyList<ClusterConfig> clusters)
    {
        var change = _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            routing.Update(routes, clusters);
            await change.Task;
        }
        finally
        {
            _change = null;
        }
    }

    private bool HasUnknown(ClusterState cluster) => cluster.Model.Config.HealthCheck?.Active?.Enabled == true
        && cluster.DestinationsState.AllDestinations.Any(
            destination => board.RecordOf(destination).Active.Health == DestinationHealth.Unknown);

    private void Refuse(Exception exception) => _change?.TrySetException(new RouteException(exception));
}
