using System.Net;
using Gateway.Proxy.Traffic;

namespace Gateway.Proxy.Streams;

/// <summary>Sees every connection of a stream come and go, and says so to the access log and the meter.</summary>
/// <param name="accessLog">Gets a line for each.</param>
/// <param name="meter">Counts them.</param>
/// <param name="time">The clock.</param>
internal sealed class StreamWatch(AccessLog accessLog, StreamMeter meter, TimeProvider time)
{
    /// <summary>One comes.</summary>
    /// <param name="stream">To which stream.</param>
    /// <param name="serverName">The host that it asks for; null at a port of the stream's own.</param>
    /// <param name="client">From where.</param>
    public StreamPassage Begin(string stream, string? serverName, EndPoint? client) => new(meter)
    {
        Stream = stream,
        ServerName = serverName,
        Client = TrafficWatch.Plain((client as IPEndPoint)?.Address),
        Time = time.GetLocalNow(),
        Began = time.GetTimestamp(),
    };

    /// <summary>The same has ended.</summary>
    public void End(StreamPassage passage)
    {
        var record = passage.Describe(time.GetElapsedTime(passage.Began));
        meter.End(record);
        if (accessLog.IsOn)
        {
            accessLog.Add(record);
        }
    }
}
