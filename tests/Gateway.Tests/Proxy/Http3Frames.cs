using System.Globalization;
using System.Net;
using System.Net.Quic;
using System.Net.Security;
using System.Text;

namespace Gateway.Tests.Proxy;

/// <summary>Requests of HTTP/3 (RFC 9114) byte by byte, for what no client of .NET would send.</summary>
internal static class Http3Frames
{
    private const byte Headers = 1;

    // RFC 9204 appendix A: the statuses from 24 on, and from 63 on.
    private static readonly int[] s_statuses = [103, 200, 304, 404, 503];
    private static readonly int[] s_rareStatuses = [100, 204, 206, 302, 400, 403, 421, 425, 500];

    /// <summary>A connection for a host.</summary>
    public static ValueTask<QuicConnection> ConnectAsync(
        RunningProxy proxy, string serverName, bool trusts = true, CancellationToken? cancellationToken = null) =>
        QuicConnection.ConnectAsync(
            new()
            {
                RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, proxy.Port),
                DefaultStreamErrorCode = 0x10C,
                DefaultCloseErrorCode = 0x100,
                MaxInboundUnidirectionalStreams = 3,
                ClientAuthenticationOptions = new()
                {
                    TargetHost = serverName,
                    ApplicationProtocols = [SslApplicationProtocol.Http3],
                    RemoteCertificateValidationCallback = (_, _, _, _) => trusts,
                },
            },
            cancellationToken ?? RunningProxy.Timeout);

    /// <summary>GET, https, the path / and the authority, none of them by Huffman's code (RFC 9204 section
    /// 4.5).</summary>
    public static byte[] FieldsOfGet(string host) =>
        [0xD1, 0xD7, 0xC1, 0x50, (byte)host.Length, .. Encoding.ASCII.GetBytes(host)];

    /// <summary>A header, one byte a letter, of a name of at least seven.</summary>
    public static byte[] Field(string name, string value) =>
    [
        0x27, (byte)(name.Length - 7), .. Encoding.Latin1.GetBytes(name),
        (byte)value.Length, .. Encoding.Latin1.GetBytes(value),
    ];

    /// <summary>What becomes of a request: the status of its answer, or the number of the error that ends it.</summary>
    public static async Task<string> AskAsync(QuicConnection connection, byte[] fields)
    {
        await using var stream = await connection.OpenOutboundStreamAsync(
            QuicStreamType.Bidirectional, RunningProxy.Timeout);
        byte[] frame = [Headers, .. Length(fields.Length + 2), 0, 0, .. fields];
        try
        {
            await stream.WriteAsync(frame, completeWrites: true, RunningProxy.Timeout);
            var head = new byte[2];
            await stream.ReadExactlyAsync(head, RunningProxy.Timeout);
            var rest = new byte[1];
            if (head[1] >= 0x40)
            {
                await stream.ReadExactlyAsync(rest, RunningProxy.Timeout);
            }

            var section = new byte[head[1] >= 0x40 ? ((head[1] & 0x3F) << 8) | rest[0] : head[1]];
            await stream.ReadExactlyAsync(section, RunningProxy.Timeout);
            Assert.Equal(Headers, head[0]);
            return StatusOf(section.AsSpan(2)).ToString(CultureInfo.InvariantCulture);
        }
        catch (QuicException e)
        {
            return string.Create(CultureInfo.InvariantCulture, $"0x{e.ApplicationErrorCode:X}");
        }
    }

    private static int StatusOf(ReadOnlySpan<byte> fields) => fields switch
    {
        [0xFF, var rare, ..] => s_rareStatuses[rare],
        [>= 0xC0, ..] => s_statuses[(fields[0] & 0x3F) - 24],
        // By the name of the first, 24: the index is longer than its four bits.
        _ => int.Parse(fields.Slice(3, 3), CultureInfo.InvariantCulture),
    };

    // RFC 9000 section 16, two bytes.
    private static byte[] Length(int length) => [(byte)(0x40 | (length >> 8)), (byte)length];
}
