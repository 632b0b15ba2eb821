using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>Decides when something that may repeat is worth a word: the first time, then at most once a minute with the
/// count since.</summary>
internal struct RepeatGate
{
    private static readonly Duration Quiet = Duration.FromSeconds(60);

    private long _told;
    private Instant _quietUntil;

    /// <summary>How often it happened.</summary>
    public long Total { get; private set; }

    /// <summary>Counts one.</summary>
    /// <param name="now">When it is.</param>
    /// <param name="untold">How many nobody was told of, this one included.</param>
    /// <returns>Whether it is time to tell; then all are told.</returns>
    public bool Count(Instant now, out long untold)
    {
        untold = ++Total - _told;
        if (_told != 0 && now < _quietUntil)
        {
            return false;
        }

        _told = Total;
        _quietUntil = now + Quiet;
        return true;
    }
}
