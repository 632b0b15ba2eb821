using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lab.Demo;
using Lab.Failover;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Nights;

/// <summary>Five nights on call, as operators of such pairs told them. Each first shows the cause, then that it wakes
/// nobody. More of each: night 1 in <c>Addresses</c>, 2 in <c>Crash</c> and <see cref="GatewayPairTests"/>, 3 in
/// <see cref="HealedPartitionTests"/>, 4 in <see cref="MisconfigurationTests"/>, 5 in <c>Demo</c>.</summary>
[InParallel(IsLong = true)]
public sealed class FiveNightsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The longest lease here is 2 s; its expiry is up to 0.6 s late on an idle kernel.</summary>
    private static readonly TimeSpan LeaseBound = TimeSpan.FromSeconds(4);

    /// <summary>A client that is with the wrong machine notices after 6 to 7 s.</summary>
    private static readonly TimeSpan Dark = TimeSpan.FromSeconds(2);

    /// <summary>So long two Masters, or one, are watched: peers at the longest interval here decide in 1.5 s.</summary>
    private static readonly TimeSpan TwoMasters = TimeSpan.FromSeconds(2);

    private static readonly string VirtualAddress = $"{PairSettings.VirtualAddress}/24";

    /// <summary>Two network cards, both families on each in one sync group, unicast. At the start the IPv6 address to
    /// speak from is tentative: nobody can bind it.</summary>
    [LabFact]
    public async Task Night_1_a_tentative_source_address_is_waited_for_and_the_group_moves_as_one()
    {
        var settings = new PairSettings
        {
            BothFamilies = true, LinkCount = 2, Unicast = true, DuplicateDetection = DuplicateDetection.On,
        };
        using var pair = Pair.Create(SubjectKind.Gateway, settings);
        Assert.Equal(SocketError.AddressNotAvailable, ErrorOfBinding(pair.Segment.A));
        IPAddress[] all = [.. settings.VirtualRouters.SelectMany(router => router.Addresses).Distinct()];

        await pair.StartAsync();

        Assert.Contains(
            "lan6: fault: eth0 does not have fd77::11, which advertisements must come from, or may not use it yet",
            pair.A.Log,
            StringComparison.Ordinal);
        Assert.Contains(
            "lan4: fault: lan6 of its sync group cannot serve", pair.A.Log, StringComparison.Ordinal);
        await AllAtAAsync(pair, all);

        // Lost for good, it takes all four with it; tentative again, it brings them back.
        pair.Segment.A.Ip("address", "del", $"{pair.Segment.A.Address6}/64", "dev", "eth0");
        await pair.SettleAsync("b");
        Assert.All(all, address => Assert.False(pair.Segment.A.Owns(address)));
        pair.Segment.A.Ip("address", "add", $"{pair.Segment.A.Address6}/64", "dev", "eth0");
        await pair.SettleAsync("a");
        await AllAtAAsync(pair, all);
    }

    /// <summary>A keepalived that was killed leaves its address behind, and its peer has it, too.</summary>
    [LabFact]
    public async Task Night_2_a_leftover_goes_before_the_first_packet_and_a_killed_gateway_leaves_none()
    {
        using var pair = Pair.Create(
            SubjectKind.Keepalived, SubjectKind.Gateway, new PairSettings { Interval = PairSettings.CalmInterval });
        await pair.StartAsync();
        pair.A.Kill();
        await Wait.UntilAsync("two machines have it", Patience, () => pair.History.Owners == "a,b");
        Assert.False(await Wait.HappensAsync(LeaseBound, () => pair.History.Owners != "a,b"));
        TimeSpan cured = LabClock.Now;

        using var gateway = new GatewayNode(pair.Segment.A, pair.Segment.WorkFolder, pair.Settings);
        gateway.Start();
        await Wait.UntilAsync(
            "the leftover is gone", Patience, () => pair.History.First("a", held: false, cured) is not null);
        await pair.SettleAsync("a");

        gateway.Kill();
        await Wait.UntilAsync("b alone has it", LeaseBound, () => pair.History.Owners == "b");
        gateway.Start();
        await pair.SettleAsync("a");
        Assert.Equal(0, await gateway.StopAsync());
        Assert.False(pair.Segment.A.Owns(PairSettings.VirtualAddress));
        await pair.SettleAsync("b");
    }

    /// <summary>An address that moves in silence is dead for whoever talked to it; and nobody knows who wins between
    /// equals.</summary>
    [LabFact]
    public async Task Night_3_caches_notice_a_move_and_between_equals_the_log_says_who_wins()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            PriorityA = 150, PriorityB = 150, Interval = PairSettings.CalmInterval,
        });
        (SegmentNode a, SegmentNode b) = (pair.Segment.A, pair.Segment.B);
        a.Ip("address", "add", VirtualAddress, "dev", "eth0");
        await Wait.UntilAsync("a answers", Patience, () => pair.Probe.First("a", TimeSpan.Zero) is not null);
        a.Ip("address", "del", VirtualAddress, "dev", "eth0");
        b.Ip("address", "add", VirtualAddress, "dev", "eth0");
        TimeSpan moved = LabClock.Now;
        Assert.False(await Wait.HappensAsync(Dark, () => pair.Probe.First("b", moved) is not null));
        Assert.Contains(a.HardwareAddress, Neighbour(pair), StringComparison.Ordinal);
        b.Ip("address", "del", VirtualAddress, "dev", "eth0");

        // Whoever is Master stays, and of two that meet the higher address wins: the one of b.
        pair.A.Start();
        await pair.SettleAsync("a");
        Assert.Contains("[equal-priorities]", pair.A.Log, StringComparison.Ordinal);
        pair.B.Start();
        await pair.UpAsync();
        Assert.False(await Wait.HappensAsync(TwoMasters, () => pair.History.Owners != "a"));
        pair.Segment.Partition();
        await Wait.UntilAsync("two machines have it", Patience, () => pair.History.Owners == "a,b");
        pair.Segment.Heal();
        await pair.SettleAsync("b");
        await Wait.UntilAsync("the log of a says who wins", Patience, () => pair.A.Log.Contains(
            "because 10.77.0.12 has the same priority 150 and the higher address", StringComparison.Ordinal));
        Assert.Contains(b.HardwareAddress, Neighbour(pair), StringComparison.Ordinal);

        TimeSpan begin = LabClock.Now;
        Assert.Equal(0, await pair.B.StopAsync());
        await pair.SettleAsync("a");
        Assert.InRange(pair.Probe.LongestSilence(begin), TimeSpan.Zero, Dark);
        Assert.Contains(a.HardwareAddress, Neighbour(pair), StringComparison.Ordinal);
    }

    /// <summary>The firewall of the Backup drops protocol 112, which tcpdump sees before it does: two Masters. And a
    /// weight is too small to move anything.</summary>
    [LabFact]
    public async Task Night_4_the_log_names_the_rule_that_ends_two_masters_and_a_weight_without_effect()
    {
        // "weight 2" to 150 against 100 is the operator's own.
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            PriorityA = 150,
            PriorityB = 100,
            Interval = PairSettings.CalmInterval,
            Adjust = root => GatewayConfiguration.Instance(root)["Track"] = new JsonObject { ["proxy"] = 2 },
        });
        Nft(pair.Segment.B, "add table inet filter; "
            + "add chain inet filter input { type filter hook input priority 0; }; "
            + "add rule inet filter input meta l4proto 112 drop");
        pair.A.Start();
        pair.B.Start();
        await Wait.UntilAsync("two machines have it", Patience, () => pair.History.Owners == "a,b");
        Assert.False(await Wait.HappensAsync(TwoMasters, () => pair.History.Owners != "a,b"));
        const string Cause = "advertisements of 10.77.0.11, priority 15[02], reach the interface, but a firewall";
        await Wait.UntilAsync("b names the firewall", Patience, () => Regex.IsMatch(pair.B.Log, Cause));
        Assert.Contains("[weight-too-small]", pair.A.Log, StringComparison.Ordinal);
        Assert.Contains("2 can never move the addresses", pair.A.Log, StringComparison.Ordinal);

        Nft(pair.Segment.B, RuleIn(pair.B.Log));
        await pair.SettleAsync("a");
    }

    /// <summary>One machine is the only way to all services behind it, and dies.</summary>
    [LabFact]
    public async Task Night_5_the_machine_dies_and_the_services_behind_it_are_there()
    {
        using var pair = Pair.Create(SubjectKind.Gateway);
        using HttpClient impatient = HttpsClient.Create(pair.Segment.Client, TimeSpan.Zero, Dark);
        // The first request that b forwards at all.
        using HttpClient client = HttpsClient.Create(pair.Segment.Client, TimeSpan.Zero, Patience);
        pair.Upstream.Start();
        pair.A.Start();
        await DemoCommand.UntilServedAsync(pair.Segment.Client);
        Die(pair);
        await Assert.ThrowsAnyAsync<Exception>(() => impatient.GetStringAsync(HttpsClient.Site));

        pair.Segment.Restore(pair.Segment.A);
        await pair.StartAsync();
        await DemoCommand.UntilServedAsync(pair.Segment.Client);
        Die(pair);
        await pair.SettleAsync("b");
        string page = await client.GetStringAsync(HttpsClient.Site);

        Assert.Contains("Hello from the application, asked through 10.77.0.12", page, StringComparison.Ordinal);
    }

    // One after the other, each with an advertisement at which b lets go.
    private static Task AllAtAAsync(Pair pair, IPAddress[] addresses) => Wait.UntilAsync(
        "a has all addresses, and b none", Patience, () =>
            addresses.All(pair.Segment.A.Owns) && !addresses.Any(pair.Segment.B.Owns));

    private static void Die(Pair pair)
    {
        pair.Segment.Cut(pair.Segment.A);
        pair.A.Kill();
    }

    private static SocketError ErrorOfBinding(SegmentNode node)
    {
        using Socket socket = node.Namespace.CreateSocket(
            SocketType.Dgram, ProtocolType.Udp, AddressFamily.InterNetworkV6);
        try
        {
            socket.Bind(new IPEndPoint(node.Address6, 0));
            return SocketError.Success;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode;
        }
    }

    private static string Neighbour(Pair pair) => pair.Segment.Client.Neighbour(PairSettings.VirtualAddress);

    private static void Nft(SegmentNode node, string commands) =>
        IpCommand.Run("netns", "exec", node.Namespace.Name, "nft", commands);

    // What an operator copies from the log into a shell.
    private static string RuleIn(string log)
    {
        string rest = log[(log.IndexOf("nft insert rule", StringComparison.Ordinal) + "nft ".Length)..];
        return rest[..(rest.IndexOf("accept", StringComparison.Ordinal) + "accept".Length)];
    }
}
