namespace Gateway.Proxy.Upstreams;

/// <summary>A destination did not pass its probe. The message says why.</summary>
/// <param name="message">Why.</param>
/// <param name="isVerdict">False when nobody can tell yet: nothing follows from it.</param>
internal sealed class ProbeException(string message, bool isVerdict = true) : Exception(message)
{
    /// <summary>Whether the destination counts as failed.</summary>
    public bool IsVerdict => isVerdict;
}
