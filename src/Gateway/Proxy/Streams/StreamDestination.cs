using System.Net;

namespace Gateway.Proxy.Streams;

/// <summary>One place that connections of a stream go to, and what is known of it. Any thread may call.</summary>
/// <param name="address">Where.</param>
internal sealed class StreamDestination(DnsEndPoint address)
{
    private const int Fall = 2;

    private readonly string _name = FormattableString.Invariant($"{address.Host}:{address.Port}");
    private int _open;
    private int _failures;
    private volatile bool _isDown;

    /// <summary>Where.</summary>
    public DnsEndPoint Address => address;

    /// <summary>Connections to it.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Whether it is put aside.</summary>
    public bool IsDown => _isDown;

    /// <summary>A connection begins.</summary>
    public void Enter() => Interlocked.Increment(ref _open);

    /// <summary>A connection ends.</summary>
    public void Leave() => Interlocked.Decrement(ref _open);

    /// <summary>It has answered.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Succeed()
    {
        _ = Interlocked.Exchange(ref _failures, 0);
        var isNews = _isDown;
        _isDown = false;
        return isNews;
    }

    /// <summary>It has not answered a probe.</summary>
    /// <returns>Whether it is put aside by that.</returns>
    public bool FailProbe() => Interlocked.Increment(ref _failures) >= Fall && PutAside();

    /// <summary>It has not answered a client: put aside at once, until it answers a probe.</summary>
    /// <returns>Whether that is news.</returns>
    public bool PutAside()
    {
        var isNews = !_isDown;
        _isDown = true;
        return isNews;
    }

    /// <inheritdoc/>
    public override string ToString() => _name;
}
