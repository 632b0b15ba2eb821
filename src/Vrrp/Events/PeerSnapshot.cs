using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Events;

/// <summary>What was last heard of another router.</summary>
public sealed record PeerSnapshot
{
    private Instant _heardAt;
    private byte _priority;
    private Duration _interval;

    /// <summary>Where its advertisements come from.</summary>
    public required IpAddr Address { get; init; }

    /// <summary>When it was last heard, on the engine's monotonic clock.</summary>
    public Instant HeardAt
    {
        get => _heardAt;
        init => _heardAt = value;
    }

    /// <summary>The priority that it advertised.</summary>
    public byte Priority
    {
        get => _priority;
        init => _priority = value;
    }

    /// <summary>The interval that it advertised.</summary>
    public Duration Interval
    {
        get => _interval;
        init => _interval = value;
    }

    /// <summary>What its checksums cover.</summary>
    public ChecksumForm ChecksumForm { get; private set; }

    /// <summary>Takes down an advertisement. The engine's copy alone: snapshots hold another.</summary>
    internal void Note(Instant now, byte priority, Duration interval, ChecksumForm form) =>
        (_heardAt, _priority, _interval, ChecksumForm) = (now, priority, interval, form);
}
