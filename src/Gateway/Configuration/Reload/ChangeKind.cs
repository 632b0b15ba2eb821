namespace Gateway.Configuration.Reload;

/// <summary>What a new configuration asks of something that has a name.</summary>
internal enum ChangeKind
{
    /// <summary>Nothing: it says the same as the old one.</summary>
    Unchanged,

    /// <summary>It is new: start it.</summary>
    Added,

    /// <summary>It is gone: end it.</summary>
    Removed,

    /// <summary>It says something else under the old name.</summary>
    Changed,
}
