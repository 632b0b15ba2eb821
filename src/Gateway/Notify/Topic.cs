namespace Gateway.Notify;

/// <summary>What newer news of a subject makes older news pointless: of one topic, only the latest counts.</summary>
internal enum Topic
{
    /// <summary>Master, Backup, Fault or Stop.</summary>
    State,

    /// <summary>The effective priority.</summary>
    Priority,

    /// <summary>A check is up or down.</summary>
    Check,

    /// <summary>Two machines own one address.</summary>
    SplitBrain,

    /// <summary>A peer fell silent.</summary>
    Peer,

    /// <summary>A configuration was refused.</summary>
    Configuration,

    /// <summary>A certificate expires.</summary>
    Certificate,
}
