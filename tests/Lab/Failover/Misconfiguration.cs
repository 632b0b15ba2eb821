using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Failover;

/// <summary>One mistake in the configuration of a pair, or of a firewall on it.</summary>
/// <param name="Ours">What machine a is configured with.</param>
/// <param name="Theirs">What machine b is configured with.</param>
/// <param name="Named">Words that the log of a gateway on machine a must have; null where the pair works and machine b,
/// which is silent, gives it nothing to name.</param>
internal sealed record Misconfiguration(PairSettings Ours, PairSettings Theirs, string? Named)
{
    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    /// <summary>The machine whose firewall drops VRRP that comes in; null for none.</summary>
    internal string? FirewallOn { get; init; }

    /// <summary>What a test allows for each consequence.</summary>
    internal TimeSpan Limit => Ours.GenerousTakeover + Theirs.GenerousTakeover + StartLimit;

    /// <summary>The pair with the mistake in it, not yet started. Machine b runs keepalived.</summary>
    internal Pair CreatePair(SubjectKind a)
    {
        var pair = Pair.Create(a, SubjectKind.Keepalived, Ours, Theirs);
        foreach (SegmentNode node in new[] { pair.Segment.A, pair.Segment.B }.Where(node => node.Role == FirewallOn))
        {
            node.DropVrrp();
        }

        return pair;
    }

    /// <summary>Starts a, then b, and waits for what comes of it: for good, two Masters where there is something to
    /// name, otherwise a alone.</summary>
    internal async Task StartAsync(Pair pair)
    {
        pair.A.Start();
        await Wait.UntilAsync("a has the address", Limit, () => pair.History.Owners == "a");
        pair.B.Start();
        string owners = Named is null ? "a" : "a,b";
        await pair.UpAsync();
        await Wait.UntilAsync($"{owners} has the address", Limit, () => pair.History.Owners == owners);
        Assert.False(await Wait.HappensAsync(Observation, () => pair.History.Owners != owners), pair.Describe());
    }
}
