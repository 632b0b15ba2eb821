using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Proxy;

/// <summary>Keeps the connection of a client open until it has all that was sent to it. What Kestrel has handed to the
/// kernel, megabytes for a slow client, is still to come to it: it gets there only while this machine has the address,
/// and a closed socket throws it away when the client says one more word, as every client of HTTP/2 does when it has
/// read (RFC 9113 section 6.9).</summary>
internal static class UnreadAnswers
{
    /// <summary>How long at most; as long as nginx's <c>lingering_time</c>. A stop or a drain may have less.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>How long after its last sign of life a client counts as gone. One that takes nothing acknowledges that,
    /// too, whenever the kernel asks: after 0.2 s, 0.4 s, 0.8 s and so on (RFC 9293 section 3.8.6.1).</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    // Between two writes of the transport nothing is unsent either.
    private const int LooksToBeSure = 3;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(100);

    // tcp(7), and struct tcp_info of linux/tcp.h: tcpi_unacked, in segments; tcpi_last_ack_recv, milliseconds ago;
    // tcpi_notsent_bytes.
    private const int IPPROTO_TCP = 6;
    private const int TCP_INFO = 11;
    private const int UnacknowledgedOffset = 24;
    private const int LastAcknowledgedOffset = 56;
    private const int UnsentOffset = 144;

    /// <summary>Waits until the client has acknowledged everything, or is gone. A transport without a socket is not
    /// waited for.</summary>
    public static async Task LeaveAsync(BaseConnectionContext connection, TimeProvider time)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            return;
        }

        var begin = time.GetTimestamp();
        var pause = s_firstPause;
        var looks = 0;
        while (looks < LooksToBeSure && !connection.ConnectionClosed.IsCancellationRequested)
        {
            var waited = time.GetElapsedTime(begin);
            if (waited >= Limit || Look(socket) is not { } seen || (waited >= Silence && seen.Silence >= Silence))
            {
                return;
            }

            looks = seen.IsUnread ? 0 : looks + 1;
            await Task.Delay(pause, time);
            pause = seen.IsUnread && pause < s_longestPause ? pause * 2 : pause;
        }
    }

    // Null when the socket is gone.
    private static (bool IsUnread, TimeSpan Silence)? Look(Socket socket)
    {
        Span<byte> facts = stackalloc byte[UnsentOffset + sizeof(int)];
        try
        {
            _ = socket.GetRawSocketOption(IPPROTO_TCP, TCP_INFO, facts);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return null;
        }

        var unacknowledged = MemoryMarshal.Read<uint>(facts[UnacknowledgedOffset..]);
        var unsent = MemoryMarshal.Read<uint>(facts[UnsentOffset..]);
        var silence = TimeSpan.FromMilliseconds(MemoryMarshal.Read<uint>(facts[LastAcknowledgedOffset..]));
        return (unacknowledged > 0 || unsent > 0, silence);
    }
}
