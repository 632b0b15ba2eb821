using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <content>The trackers and their weights.</content>
public sealed partial class VrrpConfigBuilder
{
    private const int MaxWeight = 253;

    private ImmutableArray<TrackedWeight> BuildTrack(string path, VirtualRouterOptions options)
    {
        var weights = ImmutableArray.CreateBuilder<TrackedWeight>();
        foreach (var (tracker, weight) in options.Track ?? [])
        {
            CheckTrack($"{path}:Track:{tracker}", tracker, weight, options.Interface);
            if (!_followedTrackers.Contains(tracker))
            {
                _followedTrackers.Add(tracker);
            }

            weights.Add(new(_followedTrackers.IndexOf(tracker), weight));
        }

        return weights.ToImmutable();
    }

    private void CheckTrack(string path, string tracker, int weight, string? interfaceName)
    {
        var problem = InterfaceTracker.InterfaceOf(tracker) is { } link ? LinkProblem(link, interfaceName)
            : ClusterTracker.ClusterOf(tracker) is { } cluster ? ClusterProblem(cluster)
            : FileTracker.PathOf(tracker) is { } file ? FileTracker.Problem(file)
            : CheckProblem(tracker);
        if (problem is not null)
        {
            Fail(path, problem);
        }

        if (weight is < -MaxWeight or > MaxWeight)
        {
            Fail(path, $"{weight} is out of range; use -253 to 253, or 0 for Fault while the check fails.");
        }
    }

    private string? CheckProblem(string tracker) => _knownTrackers.Contains(tracker)
        ? null
        : $"there is no health check \"{tracker}\"; {NearestName.Hint(tracker, _knownTrackers)}";

    private string? ClusterProblem(string cluster)
    {
        string[] known = [.. _knownTrackers.Select(ClusterTracker.ClusterOf).OfType<string>()];
        return known.Contains(cluster)
            ? null
            : $"there is no cluster \"{cluster}\"; {NearestName.Hint(cluster, known)}";
    }

    private static string? LinkProblem(string link, string? interfaceName) => link == interfaceName
        ? $"{link} carries the virtual router, which is in Fault anyway while it is down; remove this."
        : InterfaceName.Problem(link);
}
