namespace Gateway.Cli.Operate;

/// <summary>No gateway answers, or it refuses. The message says where, and what to type.</summary>
internal sealed class NoGatewayException(string message, bool isForbidden = false) : Exception(message)
{
    /// <summary>Whether there is a socket that this user may not use.</summary>
    public bool IsForbidden => isForbidden;
}
