namespace Gateway.Admin.Operation;

/// <summary>What has become of a virtual router that is to move.</summary>
internal enum MoveEnd
{
    /// <summary>It is on its way.</summary>
    None,

    /// <summary>It is where it is to be.</summary>
    Moved,

    /// <summary>It will not get there: nobody took over.</summary>
    Failed,
}
