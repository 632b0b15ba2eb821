using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Says which destinations of a cluster get requests: those that are well and not drained; of them the backup
/// ones only while there is no other. It stands in for YARP's two policies, under their names. YARP asks it when
/// something changes, not for each request.</summary>
/// <param name="name">YARP's name for what happens when none is well: <c>HealthyOrPanic</c> asks all that are not
/// drained, <c>HealthyAndUnknown</c> none.</param>
/// <param name="board">Knows who is drained.</param>
/// <param name="time">The clock.</param>
internal sealed class DestinationChoice(string name, DestinationBoard board, TimeProvider time)
    : IAvailableDestinationsPolicy
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IReadOnlyList<DestinationState> GetAvailalableDestinations(
        ClusterConfig config, IReadOnlyList<DestinationState> allDestinations)
    {
        var usable = allDestinations.Where(destination => IsUsable(config, destination)).ToHashSet();
        foreach (var destination in allDestinations)
        {
            board.RecordOf(destination).Note(usable.Contains(destination), time.GetTimestamp());
        }

        var first = allDestinations.Where(
            destination => usable.Contains(destination) && !UpstreamBalance.IsBackup(destination.Model.Config));
        DestinationState[] chosen = [.. first];
        return chosen.Length > 0 ? chosen
            : usable.Count > 0 ? [.. usable]
            : name == HealthCheckConstants.AvailableDestinations.HealthyOrPanic
            ? [.. allDestinations.Where(destination => !board.RecordOf(destination).IsDrained)]
            : [];
    }

    /// <summary>The backup ones among a cluster's destinations that could be asked.</summary>
    public static IEnumerable<DestinationState> Backups(
        ClusterConfig config, IReadOnlyList<DestinationState> all, DestinationBoard board) => all.Where(
            destination => UpstreamBalance.IsBackup(destination.Model.Config)
                && IsWell(config, destination) && !board.RecordOf(destination).IsDrained);

    private bool IsUsable(ClusterConfig config, DestinationState destination) =>
        IsWell(config, destination) && !board.RecordOf(destination).IsDrained;

    private static bool IsWell(ClusterConfig config, DestinationState destination)
    {
        var (checks, health) = (config.HealthCheck, destination.Health);
        return (checks?.Active?.Enabled != true || health.Active != DestinationHealth.Unhealthy)
            && (checks?.Passive?.Enabled != true || health.Passive != DestinationHealth.Unhealthy);
    }
}
