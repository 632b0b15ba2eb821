namespace Gateway.Import.Reporting;

/// <summary>What became of a keyword.</summary>
internal enum Outcome
{
    /// <summary>It has a key here, with the same meaning.</summary>
    Mapped,

    /// <summary>It has a key here, and something about it is different: the entry says what.</summary>
    Changed,

    /// <summary>It was not said: the entry says what holds instead, mostly keepalived's default, written out.</summary>
    Defaulted,

    /// <summary>It has no key here and needs none: the entry says why.</summary>
    Dropped,

    /// <summary>A person has to look at it: the entry says what to do.</summary>
    Attention,
}
