using System.Net;
using Gateway.Configuration;

namespace Gateway.Proxy.Streams;

/// <summary>One place that connections of a stream go to, and what is known of it. Any thread may call.</summary>
/// <param name="address">Where.</param>
/// <param name="time">The clock.</param>
internal sealed class StreamDestination(DnsEndPoint address, TimeProvider time)
{
    private const int Fall = 2;

    private readonly string _name = StreamConfig.NameOf(address);
    private int _open;
    private long _total;
    private int _failures;
    private long _lastTried;
    private volatile bool _isDrained;
    private volatile StreamWord _word = new(null, "", null);

    /// <summary>Where.</summary>
    public DnsEndPoint Address => address;

    /// <summary>Connections to it.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Connections to it since it is configured, open ones among them.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>When a client was last sent to it, as a timestamp of the clock; 0 before.</summary>
    public long LastTried => Volatile.Read(ref _lastTried);

    /// <summary>What is known of it.</summary>
    public StreamWord Word => _word;

    /// <summary>Whether it is put aside.</summary>
    public bool IsDown => _word.IsUp == false;

    /// <summary>Whether it was taken out by hand: no new connections, which is no illness.</summary>
    public bool IsDrained => _isDrained;

    /// <summary>A client is sent to it.</summary>
    public void Try() => Volatile.Write(ref _lastTried, time.GetTimestamp());

    /// <summary>A connection begins.</summary>
    public void Enter()
    {
        _ = Interlocked.Increment(ref _open);
        _ = Interlocked.Increment(ref _total);
    }

    /// <summary>A connection ends.</summary>
    public void Leave() => Interlocked.Decrement(ref _open);

    /// <summary>It has answered.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Succeed()
    {
        _ = Interlocked.Exchange(ref _failures, 0);
        var before = _word;
        if (before.IsUp != true)
        {
            _word = new(true, "answers", time.GetUtcNow());
        }

        return before.IsUp == false;
    }

    /// <summary>It has not answered a probe.</summary>
    /// <param name="reason">Why.</param>
    /// <returns>Whether it is put aside by that.</returns>
    public bool FailProbe(string reason) => Interlocked.Increment(ref _failures) >= Fall && PutAside(reason);

    /// <summary>It has not answered a client: put aside at once, until it answers a probe.</summary>
    /// <param name="reason">Why.</param>
    /// <returns>Whether that is news.</returns>
    public bool PutAside(string reason)
    {
        var before = _word;
        _word = new(false, reason, before.IsUp == false ? before.Since : time.GetUtcNow());
        return before.IsUp != false;
    }

    /// <summary>Takes it out by hand, or in again.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Drain(bool drained)
    {
        var isNews = _isDrained != drained;
        _isDrained = drained;
        return isNews;
    }

    /// <inheritdoc/>
    public override string ToString() => _name;
}
