using System.Collections.Immutable;
using Gateway.Health;
using Gateway.Observability;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Tests.Health;

/// <summary>What <c>/livez</c> and <c>/readyz</c> say (issue 7, point 5).</summary>
public sealed class ReadinessTests
{
    private EngineSnapshot _snapshot = EngineSnapshot.Empty;
    private bool _hangs;

    [Fact]
    public async Task All_is_well()
    {
        var verdict = await AskAsync(BoardOf(Demotion.None));

        Assert.True(verdict.IsGood);
        Assert.Equal("ok\n", verdict.ToText(verbose: false));
        Assert.Equal(
            "[+] thread-pool: ok\n[+] engine: ok\n[+] proxy: ok\n[+] drain: ok\nok\n", verdict.ToText(verbose: true));
    }

    [Fact]
    public async Task A_proxy_alone_has_no_engine()
    {
        var liveness = new Liveness(null);

        Assert.Equal("[+] thread-pool: ok\nok\n", (await liveness.AskAsync(default)).ToText(verbose: true));
        Assert.True((await new Readiness(liveness, null, BoardOf(Demotion.None)).AskAsync(default)).IsGood);
    }

    [Fact]
    public async Task An_engine_that_hangs_is_neither_alive_nor_ready()
    {
        _hangs = true;

        var alive = await new Liveness(Reader).AskAsync(default);

        Assert.Equal(
            "[-] engine: the VRRP engine's thread has not turned for 1 s\nfailed\n", alive.ToText(verbose: false));
        Assert.False((await AskAsync(BoardOf(Demotion.None))).IsGood);
    }

    [Fact]
    public async Task A_proxy_whose_self_test_fails_is_alive_and_not_ready()
    {
        var verdict = await AskAsync(BoardOf(Demotion.Full));

        Assert.Equal("[-] proxy: refused\nfailed\n", verdict.ToText(verbose: false));
        Assert.True((await new Liveness(Reader).AskAsync(default)).IsGood);
    }

    [Fact]
    public async Task A_proxy_that_has_not_been_tested_is_not_ready() => Assert.Equal(
        "[-] proxy: the first self-test has not ended\nfailed\n",
        (await AskAsync(BoardOf(null))).ToText(verbose: false));

    [Fact]
    public async Task A_node_that_is_drained_is_not_ready()
    {
        _snapshot = _snapshot with { VirtualRouters = [RouterOf("lan4", true), RouterOf("lan6", false)] };

        Assert.Equal(
            "[-] drain: gives away, or has given away, on request: lan4\nfailed\n",
            (await AskAsync(BoardOf(Demotion.None))).ToText(verbose: false));
    }

    private EngineReader Reader => new(
        () => _snapshot,
        () =>
        {
            _snapshot = _hangs ? _snapshot : _snapshot with { };
            return true;
        },
        TimeProvider.System);

    private static HealthBoard BoardOf(Demotion? demotion)
    {
        var record = new CheckRecord("proxy", DateTimeOffset.UnixEpoch, Demotion.Full);
        if (demotion is { } level)
        {
            var counted = new RiseFall(1, 1);
            _ = counted.Add(level);
            record.Add(new(DateTimeOffset.UnixEpoch, level, "refused", TimeSpan.Zero), counted, DateTimeOffset.UnixEpoch);
        }

        var board = new HealthBoard();
        board.Show([record]);
        return board;
    }

    private static VirtualRouterSnapshot RouterOf(string name, bool isDraining) => new()
    {
        Name = name,
        State = VrrpState.Backup,
        Reason = TransitionReason.Drained,
        Since = default,
        Priority = 1,
        Faults = [],
        AdvertisementsSent = 0,
        AdvertisementsReceived = 0,
        MasterTransitions = 0,
        Dropped = ImmutableArray<long>.Empty,
        IsDraining = isDraining,
    };

    private async Task<Verdict> AskAsync(HealthBoard board)
    {
        var reader = Reader;
        return await new Readiness(new(reader), reader, board).AskAsync(default);
    }
}
