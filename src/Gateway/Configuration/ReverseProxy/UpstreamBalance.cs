using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>Who gets how much: what the <c>Metadata</c> of a cluster and of its destinations say beyond YARP's
/// <c>LoadBalancingPolicy</c>.</summary>
internal static class UpstreamBalance
{
    /// <summary>How much of the requests a destination gets beside the others, <c>1</c> to <c>1000</c>, with the
    /// policies <c>WeightedRoundRobin</c>, <c>WeightedLeastRequests</c> and <c>AddressHash</c>. Defaults to
    /// <c>1</c>.</summary>
    public const string WeightKey = "Weight";

    /// <summary>Whether a destination gets requests only while no other one is well, <c>true</c> or <c>false</c>.
    /// Defaults to <c>false</c>.</summary>
    public const string BackupKey = "Backup";

    /// <summary>For how long a destination that comes back gets less than its share, growing evenly from nearly
    /// nothing, to <c>1h</c>. Defaults to <c>0s</c>.</summary>
    public const string SlowStartKey = "SlowStart";

    private static readonly DurationRange s_starts = new("0s", "1h");

    /// <summary>The weight of a destination, 1 to 1000.</summary>
    public static int WeightOf(DestinationConfig destination) => ReadWeight(destination.Metadata, (_, _) => { });

    /// <summary>Whether a destination is asked only while no other one is well.</summary>
    public static bool IsBackup(DestinationConfig destination) => ReadBackup(destination.Metadata, (_, _) => { });

    /// <summary>For how long a destination of a cluster that comes back gets less; zero: it does not.</summary>
    /// <param name="metadata">The cluster's; may be null.</param>
    public static TimeSpan SlowStartOf(IReadOnlyDictionary<string, string>? metadata) =>
        ReadSlowStart(metadata, (_, _) => { });

    /// <summary>Looks for values that are wrong in the metadata of a cluster.</summary>
    public static void CheckCluster(IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail) =>
        ReadSlowStart(metadata, fail);

    /// <summary>The same in the metadata of a destination.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="policy">The cluster's <c>LoadBalancingPolicy</c>, or YARP's default.</param>
    /// <param name="fail">Takes what is wrong: the key and a sentence.</param>
    public static void CheckDestination(
        DestinationConfig destination, string policy, Action<string, string> fail)
    {
        _ = ReadBackup(destination.Metadata, fail);
        if (ReadWeight(destination.Metadata, fail) != 1
            && !BalancingPolicy.All.Contains(policy, StringComparer.OrdinalIgnoreCase))
        {
            fail(WeightKey, $"does nothing with the policy {policy}; set the LoadBalancingPolicy of the cluster to "
                + $"{string.Join(", ", BalancingPolicy.All)}, or remove it.");
        }
    }

    private static int ReadWeight(IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail) =>
        metadata is null ? 1 : new MetadataValues(metadata, fail).Count(WeightKey, 1, 1, 1000);

    private static bool ReadBackup(IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail) =>
        metadata is not null && new MetadataValues(metadata, fail).Flag(BackupKey);

    private static TimeSpan ReadSlowStart(
        IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail) => metadata is null
            ? TimeSpan.Zero
            : new MetadataValues(metadata, fail).Time(SlowStartKey, TimeSpan.Zero, s_starts);
}
