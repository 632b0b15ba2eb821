using System.Globalization;
using System.Text;

namespace Gateway.Tests.Proxy;

/// <summary>Frames of HTTP/2 (RFC 9113 section 4.1) byte by byte, for what no client of .NET would send.</summary>
internal static class Http2Frames
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Priority = 2;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte PushPromise = 5;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte WindowUpdate = 8;
    public const byte Continuation = 9;

    public const byte EndStream = 1;
    public const byte EndHeaders = 4;
    public const byte Padded = 8;

    // RFC 9113 section 7, in the order of the codes.
    private static readonly string[] s_errors =
    [
        "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED",
        "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM",
    ];

    // RFC 7541 appendix A, from 8 on.
    private static readonly int[] s_statuses = [200, 204, 206, 304, 400, 404, 500];

    /// <summary>What a connection begins with.</summary>
    public static byte[] Opening => [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Of(Settings, 0, 0, [])];

    /// <summary>A frame.</summary>
    public static byte[] Of(byte type, byte flags, int stream, ReadOnlySpan<byte> payload) =>
    [
        0, (byte)(payload.Length >> 8), (byte)payload.Length, type, flags,
        0, (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream, .. payload,
    ];

    /// <summary>A request for the path / over https.</summary>
    public static byte[] Get(byte stream, string host) =>
        Of(Headers, EndStream | EndHeaders, stream, FieldsOfGet(host));

    /// <summary>GET, https, the path / and the authority, none of them by Huffman's code (RFC 7541).</summary>
    public static byte[] FieldsOfGet(string host) =>
        [0x82, 0x87, 0x84, 1, (byte)host.Length, .. Encoding.ASCII.GetBytes(host)];

    /// <summary>A header, one byte a letter, neither by Huffman's code nor kept for later ones.</summary>
    public static byte[] Field(string name, string value) => [0, .. Literal(name), .. Literal(value)];

    /// <summary>The next headers of whatever stream.</summary>
    public static Task<(byte Stream, byte[] Payload)> HeadersAsync(Stream connection) =>
        NextAsync(connection, Headers);

    /// <summary>The next frame of a type; those before it are skipped.</summary>
    public static async Task<(byte Stream, byte[] Payload)> NextAsync(Stream connection, byte type)
    {
        while (true)
        {
            var (next, stream, payload) = await NextAsync(connection);
            if (next == type)
            {
                return (stream, payload);
            }
        }
    }

    /// <summary>What becomes of a stream: the status of its answer, or what ends it or the connection, with the
    /// reason.</summary>
    public static async Task<string> EndAsync(Stream connection, byte of)
    {
        while (true)
        {
            var (type, stream, payload) = await NextAsync(connection);
            switch (type)
            {
                case Headers when stream == of:
                    return StatusOf(payload).ToString(CultureInfo.InvariantCulture);
                case Reset when stream == of:
                    return $"RST_STREAM {s_errors[payload[3]]}";
                case GoAway:
                    return $"GOAWAY {s_errors[payload[7]]}";
                default:
                    break;
            }
        }
    }

    private static async Task<(byte Type, byte Stream, byte[] Payload)> NextAsync(Stream connection)
    {
        var head = new byte[9];
        await connection.ReadExactlyAsync(head, RunningProxy.Timeout);
        var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
        await connection.ReadExactlyAsync(payload, RunningProxy.Timeout);
        return (head[3], head[8], payload);
    }

    // The first of the headers, which has a number if its value is a usual one.
    private static int StatusOf(byte[] headers) => headers[0] >= 0x80
        ? s_statuses[headers[0] - 0x88]
        : int.Parse(headers.AsSpan(2, 3), CultureInfo.InvariantCulture);

    private static byte[] Literal(string text) => [(byte)text.Length, .. Encoding.Latin1.GetBytes(text)];
}
