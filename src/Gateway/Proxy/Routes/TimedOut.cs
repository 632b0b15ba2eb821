using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy.Routes;

/// <summary>The time of a route was over BEFORE there was an answer. YARP sees that the request was cancelled, and
/// takes it for the client's doing.</summary>
/// <param name="exception">Says so in words; null where a destination is not to blame.</param>
internal sealed class TimedOut(Exception? exception = null) : IForwarderErrorFeature
{
    /// <inheritdoc/>
    public ForwarderError Error => ForwarderError.RequestTimedOut;

    /// <inheritdoc/>
    public Exception? Exception => exception;
}
