using Gateway.Admin;
using Gateway.Configuration;
using Gateway.Proxy;
using Gateway.Vrrp.Events;

namespace Gateway.Hosting;

/// <summary>Watches a handover from its beginning until this is disposed, and has new connections wait through the
/// moment in which the addresses move: the old owner would accept them, and the new one reset them.</summary>
internal sealed class HandoverHold : IDisposable
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _end = new();
    private readonly EngineTime _engineTime;
    private readonly TimeProvider _time;
    private readonly Func<EngineSnapshot> _look;
    private readonly Func<GatewayConfig> _config;
    private readonly Func<TimeSpan> _longestAnswer;
    private readonly AddressHold _hold;

    /// <summary>Begins to watch.</summary>
    /// <param name="look">What the engine looks like.</param>
    /// <param name="config">What runs.</param>
    /// <param name="longestAnswer">How long clients have taken lately.</param>
    /// <param name="hold">Has connections wait.</param>
    /// <param name="time">The clock.</param>
    public HandoverHold(
        Func<EngineSnapshot> look, Func<GatewayConfig> config, Func<TimeSpan> longestAnswer, AddressHold hold,
        TimeProvider time)
    {
        (_look, _config, _longestAnswer, _hold) = (look, config, longestAnswer, hold);
        (_time, _engineTime) = (time, new(time));
        Completion = WatchAsync(_end.Token);
    }

    /// <summary>Ends a moment after this was disposed, or with what went wrong; nobody waits by then.</summary>
    public Task Completion { get; }

    /// <summary>Nobody waits any more.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _hold.Follow([]);
        _end.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                var lead = MovingAddresses.LeadFor(_longestAnswer());
                _hold.Follow(MovingAddresses.At(_engineTime.Now, lead, _look(), _config()));
                await Task.Delay(LookPeriod, _time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
        finally
        {
            // AFTER the last look, which may have come behind the end.
            _hold.Follow([]);
        }
    }
}
