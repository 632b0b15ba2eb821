using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Events;

/// <summary>One line of a recording, as a value. Which members have a meaning depends on <see cref="Kind"/>.</summary>
internal readonly record struct RecordedEntry
{
    /// <summary>What it is.</summary>
    public required RecordedKind Kind { get; init; }

    /// <summary>The number of the virtual router in this recording.</summary>
    public int Router { get; init; }

    /// <summary>When.</summary>
    public Instant At { get; init; }

    /// <summary>The input.</summary>
    public VrrpInput Input { get; init; }

    /// <summary>The effect.</summary>
    public Effect Effect { get; init; }

    /// <summary>The settings.</summary>
    public VrrpMachineSettings? Settings { get; init; }

    /// <summary>How many entries were lost.</summary>
    public long Count { get; init; }

    /// <summary>The name of the virtual router.</summary>
    public string? Name { get; init; }
}
