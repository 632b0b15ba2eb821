namespace Gateway.Vrrp.Core;

/// <summary>How far a Master that drains has come.</summary>
public enum DrainStage : byte
{
    /// <summary>It does not drain, or is not Master.</summary>
    None,

    /// <summary>It advertises priority 1 and waits for an advertisement that beats it.</summary>
    Lowered,

    /// <summary>It was beaten, and keeps the addresses until all members of its sync group are.</summary>
    Beaten,

    /// <summary>Nobody beat it in time, and it waits for the other members of its sync group.</summary>
    Due,

    /// <summary>It has advertised priority 0, and keeps the addresses until somebody advertises.</summary>
    Farewell,

    /// <summary>Nobody did in time, and it waits for the other members of its sync group.</summary>
    Unrelieved,

    /// <summary>Nobody relieved it, or it took over while draining: it serves with priority 1, without a deadline, and
    /// goes as soon as anybody beats it.</summary>
    LastResort,

    /// <summary>Somebody did, or did not before the end, and it waits for the other members of its sync
    /// group.</summary>
    Over,

    /// <summary>Its successor has the addresses. It keeps them, too, for a moment and in silence, so that answers under
    /// way still leave.</summary>
    Lingering,

    /// <summary>That moment is over, and it waits for the other members of its sync group.</summary>
    Lingered,
}
