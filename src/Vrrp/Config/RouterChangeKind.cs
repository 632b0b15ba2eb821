namespace Gateway.Vrrp.Config;

/// <summary>What a new configuration asks of one virtual router.</summary>
public enum RouterChangeKind
{
    /// <summary>Nothing: it says the same as the old one. Only the index of a tracker may be another.</summary>
    Unchanged,

    /// <summary>It is new: start it.</summary>
    Added,

    /// <summary>It is gone: stop it.</summary>
    Removed,

    /// <summary>It is still the same virtual router to its peers: it can keep its state and take over the new
    /// settings.</summary>
    Retuned,

    /// <summary>It is another virtual router under the old name: stop the old one, start the new one.</summary>
    Replaced,
}
