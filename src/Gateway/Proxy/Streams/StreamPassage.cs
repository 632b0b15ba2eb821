using Gateway.Proxy.Traffic;

namespace Gateway.Proxy.Streams;

/// <summary>One connection of a stream, while it lasts.</summary>
/// <remarks>Its own connection owns it; one task receives and one sends.</remarks>
/// <param name="meter">Counts its bytes as they pass.</param>
internal sealed class StreamPassage(StreamMeter meter)
{
    private long _received;
    private long _sent;

    /// <summary>The stream.</summary>
    public required string Stream { get; init; }

    /// <summary>The host that its client asked for; null at a port of the stream's own.</summary>
    public required string? ServerName { get; init; }

    /// <summary>The client's address.</summary>
    public required string Client { get; init; }

    /// <summary>When it came, in local time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The same, as the clock's time stamp.</summary>
    public required long Began { get; init; }

    /// <summary>Where it goes; null while nowhere.</summary>
    public string? Destination { get; set; }

    /// <summary>Why it ended.</summary>
    public StreamEnd End { get; set; } = StreamEnd.Unanswered;

    /// <summary>Bytes have gone from the client to the destination.</summary>
    public void Receive(int bytes)
    {
        _received += bytes;
        meter.Receive(Stream, Destination!, bytes);
    }

    /// <summary>Bytes have gone from the destination to the client.</summary>
    public void Send(int bytes)
    {
        _sent += bytes;
        meter.Send(Stream, Destination!, bytes);
    }

    /// <summary>What became of it.</summary>
    public StreamRecord Describe(TimeSpan duration) => new()
    {
        Time = Time,
        Duration = duration,
        Client = Client,
        Stream = Stream,
        ServerName = ServerName,
        Destination = Destination,
        Received = _received,
        Sent = _sent,
        End = End,
    };
}
