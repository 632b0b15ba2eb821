using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>The time stamp of a signed advertisement: what a sender signs must grow from packet to packet.</summary>
/// <param name="Seconds">Seconds since 1970, UTC.</param>
/// <param name="Subseconds">The fraction, in steps of 1/65536 s.</param>
/// <param name="Counter">Tells packets of one such step apart.</param>
public readonly record struct HmacStamp(uint Seconds, ushort Subseconds, ushort Counter) : IComparable<HmacStamp>
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The stamp of that time, with counter 0.</summary>
    /// <param name="unixTime">Time since 1970, UTC. Not negative.</param>
    public static HmacStamp At(Duration unixTime) => new(
        (uint)(unixTime.Nanoseconds / NanosecondsPerSecond),
        (ushort)((unixTime.Nanoseconds % NanosecondsPerSecond << 16) / NanosecondsPerSecond),
        0);

    /// <summary>The smallest stamp after this one. The counter carries into the time.</summary>
    public HmacStamp Next()
    {
        var next = Value + 1;
        return new((uint)(next >> 32), (ushort)(next >> 16), (ushort)next);
    }

    /// <summary>How far this stamp is from a time, whichever is later. Cut to whole steps of the stamp.</summary>
    /// <param name="unixTime">Time since 1970, UTC.</param>
    public Duration DistanceFrom(Duration unixTime) => new(Math.Abs(UnixTime.Nanoseconds - unixTime.Nanoseconds));

    /// <inheritdoc/>
    public int CompareTo(HmacStamp other) => Value.CompareTo(other.Value);

    /// <summary>The time in it since 1970, UTC.</summary>
    public Duration UnixTime =>
        new(Seconds * NanosecondsPerSecond + (Subseconds * NanosecondsPerSecond >> 16));

    private ulong Value => (ulong)Seconds << 32 | (ulong)Subseconds << 16 | Counter;
}
