using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Proxy;

/// <summary>Keeps the connection of a client that is asked to go until it has all that was sent to it. What Kestrel has
/// handed to the kernel, megabytes for a slow client, is still to come to it: it gets there only while this machine has
/// the address, and a closed socket throws it away when the client says one more word, as every client of HTTP/2 does
/// when it has read (RFC 9113 section 6.9).</summary>
/// <param name="open">Knows whether a drain waits, and for how long; else <see cref="Limit"/> is the end.</param>
/// <param name="time">The clock.</param>
internal sealed class UnreadAnswers(OpenConnections open, TimeProvider time)
{
    /// <summary>How long where no drain waits: the address stays, so that the kernel sends the rest, and a stop that
    /// has passed its deadline would throw it away.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    /// <summary>How long after its last sign of life a client counts as gone. One that takes nothing acknowledges that,
    /// too, whenever the kernel asks, which is ever more seldom (RFC 9293 section 3.8.6.1): it has some five
    /// seconds.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    // Where the transport's pipe is emptied in between, nothing is unread for a moment.
    private const int LooksToBeSure = 3;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(32);

    // tcp(7), and struct tcp_info of linux/tcp.h: tcpi_state; tcpi_unacked, in segments; tcpi_last_ack_recv,
    // milliseconds ago; tcpi_notsent_bytes.
    private const int IPPROTO_TCP = 6;
    private const int TCP_INFO = 11;
    private const int StateOffset = 0;
    private const int UnacknowledgedOffset = 24;
    private const int LastAcknowledgedOffset = 56;
    private const int UnsentOffset = 144;
    private const byte TCP_CLOSE = 7;

    /// <summary>Runs for every connection BEFORE its TLS. One of HTTP/1 without TLS must not come by here: its client
    /// takes a whole answer for leave to ask again, and only the end of the connection tells it otherwise.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        await next(connection);
        var lifetime = connection.Features.Get<IConnectionLifetimeNotificationFeature>();
        if (lifetime?.ConnectionClosedRequested.IsCancellationRequested != true
            || connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            return;
        }

        if (connection.Features.Get<DirectOutput>() is { UsesPipe: false })
        {
            // HTTP/1 again: the end right behind the answer. It is acknowledged like the rest.
            TryEnd(socket);
        }

        await LeaveAsync(socket);
    }

    private async Task LeaveAsync(Socket socket)
    {
        var begin = time.GetTimestamp();
        var pause = s_firstPause;
        var looks = 0;
        while (Look(socket) is { } seen)
        {
            looks = seen.IsUnread ? 0 : looks + 1;
            var waited = time.GetElapsedTime(begin);
            if (looks == LooksToBeSure
                || (waited >= Limit && !open.IsWaitedFor)
                || (waited >= Silence && seen.Silence >= Silence))
            {
                return;
            }

            pause = !seen.IsUnread ? s_firstPause : pause < s_longestPause ? pause * 2 : pause;
            await Task.Delay(pause, time);
        }
    }

    private static void TryEnd(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The client was first.
        }
    }

    // Null when the connection is gone.
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

        if (facts[StateOffset] == TCP_CLOSE)
        {
            return null;
        }

        var unacknowledged = MemoryMarshal.Read<uint>(facts[UnacknowledgedOffset..]);
        var unsent = MemoryMarshal.Read<uint>(facts[UnsentOffset..]);
        var silence = TimeSpan.FromMilliseconds(MemoryMarshal.Read<uint>(facts[LastAcknowledgedOffset..]));
        return (unacknowledged > 0 || unsent > 0, silence);
    }
}
