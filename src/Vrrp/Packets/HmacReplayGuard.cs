using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Lets each signed advertisement of one virtual router pass once: its stamp must be near our clock, and later
/// than the last of its sender. Ask it once a packet, only after <see cref="AdvertisementReader"/> found the HMAC
/// right, and never for a second look at the same packet. It remembers nothing at its start: what was sent within the
/// window before can be sent again then. Owned by the engine thread.</summary>
/// <param name="window">How far a sender's clock may be from ours. 1 s to 300 s.</param>
public sealed class HmacReplayGuard(Duration window)
{
    /// <summary>Senders that are remembered. The one with the oldest stamp makes room for another: only who has a key
    /// gets in.</summary>
    public const int MaxSenders = 32;

    private readonly Sender[] _senders = new Sender[MaxSenders];

    /// <summary>How far a sender's clock may be from ours. What was heard by another window is remembered.</summary>
    public Duration Window { get; set; } = window;

    /// <summary>Whether the advertisement is fresh. An unsigned one is: whether it may be unsigned, the reader
    /// knows.</summary>
    /// <param name="advertisement">What <see cref="AdvertisementReader"/> read.</param>
    /// <param name="unixTime">Our clock: time since 1970, UTC.</param>
    /// <param name="drop">The rung on which it fell.</param>
    public bool TryAdmit(in Advertisement advertisement, Duration unixTime, out DropReason drop)
    {
        drop = advertisement.Stamp is { } stamp ? Admit(advertisement.Source, stamp, unixTime) : DropReason.None;
        return drop == DropReason.None;
    }

    private DropReason Admit(IpAddr source, HmacStamp stamp, Duration unixTime)
    {
        if (stamp.DistanceFrom(unixTime) > Window)
        {
            return DropReason.HmacOutsideWindow;
        }

        ref var sender = ref Find(source);
        // A mark outside the window orders only what the window refuses. A sender whose clock was set right goes on.
        if (sender.Source == source && sender.Last.CompareTo(stamp) >= 0
            && sender.Last.DistanceFrom(unixTime) <= Window)
        {
            return DropReason.HmacReplayed;
        }

        sender = new(source, stamp);
        return DropReason.None;
    }

    private ref Sender Find(IpAddr source)
    {
        var oldest = 0;
        for (var i = 0; i < _senders.Length; i++)
        {
            if (_senders[i].Source == source)
            {
                return ref _senders[i];
            }

            if (_senders[i].Last.CompareTo(_senders[oldest].Last) < 0)
            {
                oldest = i;
            }
        }

        return ref _senders[oldest];
    }

    private readonly record struct Sender(IpAddr Source, HmacStamp Last);
}
