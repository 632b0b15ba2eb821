namespace Gateway.Admin;

/// <summary>An address of the admin server cannot be had. The message says which, why, and what to do.</summary>
internal sealed class AdminException : Exception
{
    /// <summary>Says so.</summary>
    public AdminException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>Says so.</summary>
    public AdminException(string message)
        : base(message)
    {
    }
}
