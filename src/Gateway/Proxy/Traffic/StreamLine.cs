using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Configuration;

namespace Gateway.Proxy.Traffic;

/// <summary>Writes a connection of a stream as one line, in the keys and columns of requests.</summary>
internal static class StreamLine
{
    private const string Protocol = "TCP";

    /// <summary>Appends the line and its end, in UTF-8.</summary>
    public static void Write(StreamRecord record, AccessLogFormat format, IBufferWriter<byte> line)
    {
        if (format == AccessLogFormat.Json)
        {
            WriteJson(record, line);
        }
        else
        {
            _ = Encoding.UTF8.GetBytes(Combined(record), line);
        }

        line.Write("\n"u8);
    }

    /// <summary>The word for how a connection ended.</summary>
    public static string WordOf(StreamEnd end) => end switch
    {
        StreamEnd.Complete => "complete",
        StreamEnd.Client => "client",
        StreamEnd.Destination => "destination",
        StreamEnd.Idle => "idle",
        StreamEnd.Stopped => "stopped",
        StreamEnd.Full => "full",
        _ => "unanswered",
    };

    private static void WriteJson(StreamRecord record, IBufferWriter<byte> line)
    {
        using var json = AccessLine.Begin(record, line);
        json.WriteString("stream", record.Stream);
        AccessLine.WriteIfSet(json, "serverName", record.ServerName);
        json.WriteString("protocol", Protocol);
        json.WriteNumber("status", StatusOf(record.End));
        json.WriteNumber("bytes", record.Sent);
        json.WriteNumber("received", record.Received);
        AccessLine.WriteSeconds(json, record.Duration);
        AccessLine.WriteIfSet(json, "destination", record.Destination);
        json.WriteString("end", WordOf(record.End));
        json.WriteEndObject();
    }

    // As a request to connect: programs that read the form know where to find what.
    private static string Combined(StreamRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Client} - - [{AccessLine.CombinedTime(record.Time)}] "
        + $"\"CONNECT {AccessLine.Quoted(record.Stream)} {Protocol}\" {StatusOf(record.End)} "
        + $"{AccessLine.CombinedBytes(record.Sent)} \"-\" \"-\"");

    // As nginx has it for streams.
    private static int StatusOf(StreamEnd end) => end switch
    {
        StreamEnd.Full => StatusCodes.Status503ServiceUnavailable,
        StreamEnd.Unanswered => StatusCodes.Status502BadGateway,
        _ => StatusCodes.Status200OK,
    };
}
