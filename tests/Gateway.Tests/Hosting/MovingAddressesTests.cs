using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Hosting;
using Gateway.Tests.Proxy;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Tests.Hosting;

/// <summary>When connections have to wait: around the moment in which a Backup loses its patience (RFC 9568 section
/// 6.1).</summary>
public sealed class MovingAddressesTests
{
    private static readonly Instant Began = new(1_000_000_000_000);
    private static readonly IpAddr Address = Lan4.Router.Addresses[0].Address;
    private static readonly Contender Self = new("edge-a", 150, default, "");
    private static readonly Contender Heir = new("edge-b", 192, default, "");
    private static readonly Contender Other = new("edge-c", 100, default, "");

    private static readonly VirtualRouterConfig Router = Lan4.Router with { Contenders = [Other, Self, Heir] };

    [Theory]
    [InlineData(3_149, false)] // three intervals, 64/256 of one and no more than 100 ms before that
    [InlineData(3_150, true)]
    [InlineData(3_399, true)]
    [InlineData(3_400, false)] // 150 ms behind it
    public void The_moment_is_when_the_best_of_the_others_takes_over(int milliseconds, bool moves) =>
        Assert.Equal(moves, Moves(milliseconds, Router, DrainStage.Lowered));

    [Theory]
    [InlineData(0, 100)]
    [InlineData(60, 100)]
    [InlineData(200, 300)]
    [InlineData(500, 750)]
    [InlineData(5_000, 750)]
    public void It_begins_as_early_as_answers_take(int milliseconds, int lead) => Assert.Equal(
        Duration.FromMilliseconds(lead), MovingAddresses.LeadFor(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(149, false)]
    [InlineData(150, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    public void Behind_a_farewell_it_takes_over_after_its_skew(int milliseconds, bool moves)
    {
        Assert.Equal(moves, Moves(milliseconds, Router, DrainStage.Farewell));
        Assert.Equal(moves, Moves(milliseconds, Router with { Preempt = false }, DrainStage.Farewell));
    }

    [Fact]
    public void Whom_nobody_preempts_yet_keeps_its_addresses_until_the_farewell() =>
        Assert.False(Moves(3_250, Router with { PreemptDelay = Duration.FromSeconds(1) }, DrainStage.Lowered));

    [Fact]
    public void One_that_never_preempts_relieves_a_drain_all_the_same() =>
        Assert.True(Moves(3_250, Router with { Preempt = false }, DrainStage.Lowered));

    [Fact]
    public void With_nobody_to_go_to_nothing_moves() =>
        Assert.False(Moves(3_250, Router with { Contenders = [Self] }, DrainStage.Lowered));

    [Theory]
    [InlineData(DrainStage.None, false)]
    [InlineData(DrainStage.LastResort, false)]
    [InlineData(DrainStage.Unrelieved, false)]
    [InlineData(DrainStage.Beaten, true)]
    [InlineData(DrainStage.Lingering, true)]
    [InlineData(DrainStage.Lingered, true)]
    public void What_the_successor_has_is_moving_until_it_is_gone(DrainStage stage, bool moves) =>
        Assert.Equal(moves, Moves(0, Router, stage));

    [Fact]
    public void A_sync_group_moves_when_the_last_of_its_members_may()
    {
        var own = AddressPrefix.Parse("198.51.100.1/24");
        var config = Config(Router, Router with { Name = "wan4", Addresses = [own] });
        config = config with { Vrrp = config.Vrrp with { SyncGroups = [new("all", [0, 1])] } };
        var early = State("lan4", DrainStage.Lowered, Began);
        var late = State("wan4", DrainStage.Lowered, Began + Duration.FromMilliseconds(500));

        Assert.Empty(At(3_250, config, early, late));
        Assert.Equal([Address, own.Address], At(3_750, config, early, late));
        Assert.Equal([Address, own.Address], At(0, config, State("lan4", DrainStage.Beaten, Instant.Never), late));
        Assert.Empty(At(3_250, config, early, State("wan4", DrainStage.None, Instant.Never)));
    }

    [Fact]
    public void Each_virtual_router_without_a_group_has_its_own_moment()
    {
        var own = AddressPrefix.Parse("198.51.100.1/24");
        var config = Config(Router, Router with { Name = "wan4", Addresses = [own] });

        Assert.Equal([own.Address], At(
            3_250, config, State("lan4", DrainStage.None, Instant.Never), State("wan4", DrainStage.Lowered, Began)));
        Assert.Empty(At(3_250, config));
    }

    private static bool Moves(int milliseconds, VirtualRouterConfig router, DrainStage stage) =>
        At(milliseconds, Config(router), State(
            "lan4", stage, stage is DrainStage.Lowered or DrainStage.Farewell ? Began : Instant.Never))
            .Contains(Address);

    private static ImmutableArray<IpAddr> At(
        int milliseconds, GatewayConfig config, params ImmutableArray<VirtualRouterSnapshot> states) =>
        MovingAddresses.At(
            Began + Duration.FromMilliseconds(milliseconds),
            MovingAddresses.LeadFor(TimeSpan.Zero),
            EngineSnapshot.Empty with { VirtualRouters = states },
            config);

    private static GatewayConfig Config(params ImmutableArray<VirtualRouterConfig> routers) =>
        Configs.Empty with { Vrrp = new() { VirtualRouters = routers, Trackers = [] } };

    internal static VirtualRouterSnapshot State(string name, DrainStage stage, Instant patienceBegan) => new()
    {
        Name = name,
        State = VrrpState.Master,
        Reason = TransitionReason.Startup,
        Since = default,
        Priority = 1,
        IsDraining = true,
        DrainStage = stage,
        PatienceBegan = patienceBegan,
        Faults = [],
        AdvertisementsSent = 0,
        AdvertisementsReceived = 0,
        MasterTransitions = 0,
        Dropped = [],
    };
}
