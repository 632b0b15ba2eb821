using Gateway.Proxy;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Shared;

namespace Gateway.Tests.Proxy;

/// <summary>Which connections are asked to close when the clients are led away.</summary>
public sealed class OpenConnectionsTests
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(30);

    private readonly FakeTime _time = new();
    private readonly OpenConnections _open;

    public OpenConnectionsTests() => _open = new(_time);

    /// <summary>Kestrel closes a connection that is asked to before its first request has come.</summary>
    [Fact]
    public async Task A_connection_that_has_just_begun_has_time_for_its_first_request()
    {
        var (old, young) = (new Lifetime(), new Lifetime());
        var oldServed = ServeAsync(old);
        _time.Advance(OpenConnections.Youth);
        var youngServed = ServeAsync(young);

        var draining = _open.DrainAsync(Never);

        Assert.Equal((1, 0), (old.Asked, young.Asked));
        await oldServed;
        _time.Advance(OpenConnections.Youth - TimeSpan.FromMilliseconds(1));
        await _time.TimersAsync(1);
        Assert.Equal(0, young.Asked);
        Assert.False(draining.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(2));
        await youngServed.WaitAsync(RunningProxy.Timeout);
        await UntilAsync(draining);
        Assert.Equal((1, 1), (old.Asked, young.Asked));
        Assert.Equal(0, await draining);
    }

    [Fact]
    public async Task Connections_may_come_and_go_while_the_clients_are_led_away()
    {
        var coming = Task.Run(async () =>
        {
            for (var round = 0; round < 1_000; round++)
            {
                Lifetime[] crowd = [.. Enumerable.Range(0, 64).Select(_ => new Lifetime())];
                Task[] served = [.. crowd.Select(ServeAsync)];
                Array.ForEach(crowd, each => each.End());
                await Task.WhenAll(served);
            }
        });

        while (!coming.IsCompleted)
        {
            // No time passes: what waits goes on waiting, what breaks breaks at once.
            Assert.False(_open.DrainAsync(TimeSpan.Zero).IsFaulted);
        }

        await coming;
    }

    [Fact]
    public async Task A_young_one_is_asked_at_the_deadline_all_the_same()
    {
        var young = new Lifetime();
        var served = ServeAsync(young);

        _ = await _open.DrainAsync(TimeSpan.Zero);

        Assert.Equal(1, young.Asked);
        await served;
    }

    [Fact]
    public async Task One_that_ends_by_itself_is_not_waited_for_and_never_asked()
    {
        var young = new Lifetime();
        var served = ServeAsync(young);
        var draining = _open.DrainAsync(Never);

        young.End();
        await served.WaitAsync(RunningProxy.Timeout);
        await UntilAsync(draining);

        Assert.Equal(0, await draining);
        Assert.Equal(0, young.Asked);
        Assert.InRange(_time.Now, TimeSpan.Zero, OpenConnections.Youth - TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task It_knows_how_long_clients_take_that_come_and_go_during_a_drain()
    {
        var before = new Lifetime();
        var served = ServeAsync(before);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        var draining = _open.DrainAsync(Never);
        before.End();
        await served;
        Assert.Equal(TimeSpan.Zero, _open.LongestAnswer);

        foreach (var milliseconds in (int[])[20, 80, 40, 501])
        {
            var client = new Lifetime();
            served = ServeAsync(client);
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            client.End();
            await served;
        }

        Assert.Equal(TimeSpan.FromMilliseconds(80), _open.LongestAnswer);
        await UntilAsync(draining);
        _ = _open.DrainAsync(TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, _open.LongestAnswer);
    }

    private async Task UntilAsync(Task draining)
    {
        while (!draining.IsCompleted)
        {
            var pausing = _time.TimersAsync(1);
            if (await Task.WhenAny(draining, pausing).WaitAsync(RunningProxy.Timeout) == pausing)
            {
                _time.AdvanceToNextTimer();
            }
        }
    }

    private Task ServeAsync(Lifetime lifetime)
    {
        var connection = new DefaultConnectionContext();
        connection.Features.Set<IConnectionLifetimeNotificationFeature>(lifetime);
        return _open.ServeAsync(connection, _ => lifetime.Ended);
    }

    // A connection that ends when it is asked to.
    private sealed class Lifetime : IConnectionLifetimeNotificationFeature
    {
        private readonly TaskCompletionSource _ended = new();

        public CancellationToken ConnectionClosedRequested { get; set; }

        public int Asked { get; private set; }

        public Task Ended => _ended.Task;

        public void RequestClose()
        {
            Asked++;
            End();
        }

        public void End() => _ = _ended.TrySetResult();
    }
}
