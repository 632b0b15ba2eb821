namespace Gateway.Proxy.Traffic;

/// <summary>Why a connection of a stream ended.</summary>
internal enum StreamEnd
{
    /// <summary>Both sides had said all.</summary>
    Complete,

    /// <summary>The client was gone.</summary>
    Client,

    /// <summary>The destination was gone.</summary>
    Destination,

    /// <summary>Neither had said anything for too long.</summary>
    Idle,

    /// <summary>It was cut off here, as at the end of a stop, or when its address went.</summary>
    Stopped,

    /// <summary>There were as many as there may be: refused.</summary>
    Full,

    /// <summary>No destination answered: refused.</summary>
    Unanswered,
}
