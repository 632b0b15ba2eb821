using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Hosting;
using Gateway.Proxy;
using Gateway.Tests.Proxy;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Shared;

namespace Gateway.Tests.Hosting;

/// <summary>Connections wait through the moment of a handover, and not a moment longer than somebody watches
/// it.</summary>
public sealed class HandoverHoldTests : IDisposable
{
    private const string Moving = "127.0.0.2";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NoAnswer = TimeSpan.FromMilliseconds(200);

    private readonly FakeTime _time = new();
    private readonly Socket _listener = ListenSocket.Open(new(IPAddress.IPv6Any, 0), []);
    private readonly AddressHold _hold;
    private DrainStage _stage = DrainStage.Lingering;
    private Exception? _failure;

    public HandoverHoldTests() => _hold = new(() => [_listener], _time);

    public void Dispose()
    {
        _hold.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task They_wait_while_the_addresses_move()
    {
        using var handover = Watch();
        Assert.False(await IsServedAsync(NoAnswer));

        _stage = DrainStage.LastResort;
        await LookAsync();

        Assert.True(await IsServedAsync(Patience));
    }

    [Fact]
    public async Task The_end_of_the_handover_frees_them()
    {
        var handover = Watch();

        handover.Dispose();
        await handover.Completion.WaitAsync(Patience);

        Assert.True(await IsServedAsync(Patience));
    }

    [Fact]
    public async Task A_failure_to_watch_frees_them()
    {
        using var handover = Watch();

        _failure = new InvalidOperationException("broken");
        await _time.TimersAsync(2);
        _time.AdvanceToNextTimer();

        await Assert.ThrowsAsync<InvalidOperationException>(() => handover.Completion.WaitAsync(Patience));
        Assert.True(await IsServedAsync(Patience));
    }

    private HandoverHold Watch() => new(Look, () => Config, () => TimeSpan.Zero, _hold, _time);

    private static GatewayConfig Config => Configs.Empty with
    {
        Vrrp = new()
        {
            VirtualRouters = [Lan4.Router with { Addresses = [AddressPrefix.Parse($"{Moving}/8")] }],
            Trackers = [],
        },
    };

    private EngineSnapshot Look() => _failure is null
        ? EngineSnapshot.Empty with { VirtualRouters = [MovingAddressesTests.State("lan4", _stage, Instant.Never)] }
        : throw _failure;

    // The limit of the hold and the pause between two looks.
    private async Task LookAsync()
    {
        await _time.TimersAsync(2);
        _time.AdvanceToNextTimer();
        await _time.TimersAsync(1);
    }

    private async Task<bool> IsServedAsync(TimeSpan patience)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var connecting = client.ConnectAsync(
            new IPEndPoint(IPAddress.Parse(Moving), ((IPEndPoint)_listener.LocalEndPoint!).Port));
        try
        {
            await connecting.WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
