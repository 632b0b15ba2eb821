namespace Gateway.Vrrp.Events;

/// <summary>What a <see cref="RecordedEntry"/> holds.</summary>
internal enum RecordedKind : byte
{
    /// <summary>A virtual router is there; its name.</summary>
    Router,

    /// <summary>Its settings: at first those that it was made with, then each retune.</summary>
    Settings,

    /// <summary>One input.</summary>
    Input,

    /// <summary>One effect of the last input or retune.</summary>
    Effect,

    /// <summary>Entries that should be here and found the ring full.</summary>
    Lost,
}
