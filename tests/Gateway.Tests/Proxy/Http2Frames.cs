using System.Text;

namespace Gateway.Tests.Proxy;

/// <summary>Frames of HTTP/2 (RFC 9113 section 4.1) byte by byte, for what no client of .NET would send.</summary>
internal static class Http2Frames
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Settings = 4;
    public const byte GoAway = 7;
    public const byte WindowUpdate = 8;
    public const byte Continuation = 9;

    public const byte EndStream = 1;
    public const byte EndHeaders = 4;

    /// <summary>What a connection begins with.</summary>
    public static byte[] Opening => [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Of(Settings, 0, 0, [])];

    /// <summary>A frame.</summary>
    public static byte[] Of(byte type, byte flags, byte stream, ReadOnlySpan<byte> payload) =>
        [0, (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, stream, .. payload];

    /// <summary>A request for the path / over https.</summary>
    public static byte[] Get(byte stream, string host) =>
        Of(Headers, EndStream | EndHeaders, stream, FieldsOfGet(host));

    /// <summary>GET, https, the path / and the authority, none of them by Huffman's code (RFC 7541).</summary>
    public static byte[] FieldsOfGet(string host) =>
        [0x82, 0x87, 0x84, 1, (byte)host.Length, .. Encoding.ASCII.GetBytes(host)];

    /// <summary>The next headers of whatever stream.</summary>
    public static Task<(byte Stream, byte[] Payload)> HeadersAsync(Stream connection) =>
        NextAsync(connection, Headers);

    /// <summary>The next frame of a type; those before it are skipped.</summary>
    public static async Task<(byte Stream, byte[] Payload)> NextAsync(Stream connection, byte type)
    {
        while (true)
        {
            var head = new byte[9];
            await connection.ReadExactlyAsync(head, RunningProxy.Timeout);
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await connection.ReadExactlyAsync(payload, RunningProxy.Timeout);
            if (head[3] == type)
            {
                return (head[8], payload);
            }
        }
    }
}
