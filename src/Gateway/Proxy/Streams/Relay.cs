using System.Buffers;
using System.Net.Sockets;
using Gateway.Proxy.Traffic;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Proxy.Streams;

/// <summary>Copies between a client and a destination, either way at its own pace: who reads slowly slows down who
/// writes to it. When one side has said all, the other hears the end of it and may go on.</summary>
/// <remarks>What the client sends comes through its pipe, which may hold bytes already; what it gets goes to its socket
/// directly: the pipe's end would end both directions. A transport without a socket has nothing else: there the end of
/// the destination is the end of the connection, and what the client still had to say is lost.</remarks>
/// <param name="client">The client; ended by whoever served it.</param>
/// <param name="upstream">The destination; likewise.</param>
/// <param name="passage">Counts the bytes.</param>
/// <param name="idleTimeout">After that long without a byte either way it ends.</param>
/// <param name="time">Paces that.</param>
internal sealed class Relay(
    ConnectionContext client, Socket upstream, StreamPassage passage, TimeSpan idleTimeout, TimeProvider time)
    : IDisposable
{
    private const int BufferSize = 64 * 1024;

    // Not the connection's own end: that is told when the client has said all, and may still listen.
    private readonly CancellationTokenSource _ended = new();

    private long _lastByte = time.GetTimestamp();
    private StreamEnd _end = StreamEnd.Complete;

    /// <summary>Copies until both sides have said all, one of them is gone, or neither says anything.</summary>
    /// <returns>Which of these.</returns>
    public async Task<StreamEnd> RunAsync()
    {
        var idle = WatchIdleAsync();
        await Task.WhenAll(SendUpAsync(_ended.Token), SendDownAsync(_ended.Token));
        await _ended.CancelAsync();
        await idle;
        if (_end != StreamEnd.Complete)
        {
            client.Abort(new("The stream was cut off."));
        }

        return _end;
    }

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();

    private async Task SendUpAsync(CancellationToken cancellation)
    {
        var input = client.Transport.Input;
        var asked = StreamEnd.Client;
        try
        {
            while (true)
            {
                asked = StreamEnd.Client;
                var read = await input.ReadAsync(cancellation);
                asked = StreamEnd.Destination;
                foreach (var part in read.Buffer)
                {
                    await SendAllAsync(upstream, part, cancellation);
                    passage.Receive(part.Length);
                }

                input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    upstream.Shutdown(SocketShutdown.Send);
                    return;
                }
            }
        }
        catch (Exception gone) when (IsEnd(gone))
        {
            await CutOffAsync(WhyOf(gone, asked));
        }
    }

    private async Task SendDownAsync(CancellationToken cancellation)
    {
        var socket = client.Features.Get<IConnectionSocketFeature>()?.Socket;
        var asked = StreamEnd.Destination;
        try
        {
            while (true)
            {
                asked = StreamEnd.Destination;
                // A quiet connection holds no buffer.
                _ = await upstream.ReceiveAsync(Memory<byte>.Empty, cancellation);
                using var buffer = MemoryPool<byte>.Shared.Rent(BufferSize);
                var received = await upstream.ReceiveAsync(buffer.Memory, cancellation);
                asked = StreamEnd.Client;
                if (received == 0)
                {
                    await EndClientAsync(socket);
                    return;
                }

                await SendClientAsync(socket, buffer.Memory[..received], cancellation);
                passage.Send(received);
            }
        }
        catch (Exception gone) when (IsEnd(gone))
        {
            await CutOffAsync(WhyOf(gone, asked));
        }
    }

    private async ValueTask SendClientAsync(
        Socket? socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (socket is not null)
        {
            await SendAllAsync(socket, bytes, cancellation);
            return;
        }

        if ((await client.Transport.Output.WriteAsync(bytes, cancellation)).IsCompleted)
        {
            throw new IOException("The client's transport takes nothing more.");
        }

        Volatile.Write(ref _lastByte, time.GetTimestamp());
    }

    private async ValueTask EndClientAsync(Socket? socket)
    {
        if (socket is not null)
        {
            socket.Shutdown(SocketShutdown.Send);
            return;
        }

        await client.Transport.Output.CompleteAsync();
        await CutOffAsync(StreamEnd.Complete);
    }

    private static bool IsEnd(Exception gone) =>
        gone is SocketException or IOException or OperationCanceledException or ObjectDisposedException;

    // Kestrel's word when it stops, and the kernel's when the address goes.
    private static StreamEnd WhyOf(Exception gone, StreamEnd asked) => gone is ConnectionAbortedException
        or SocketException { SocketErrorCode: SocketError.ConnectionAborted } ? StreamEnd.Stopped : asked;

    // The first that ends it tells why: what the others see follows from it.
    private Task CutOffAsync(StreamEnd why)
    {
        if (!_ended.IsCancellationRequested)
        {
            _ = Interlocked.CompareExchange(ref _end, why, StreamEnd.Complete);
        }

        return _ended.CancelAsync();
    }

    private async ValueTask SendAllAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes, cancellation)..];
            Volatile.Write(ref _lastByte, time.GetTimestamp());
        }
    }

    private async Task WatchIdleAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            var left = idleTimeout - time.GetElapsedTime(Volatile.Read(ref _lastByte));
            if (left <= TimeSpan.Zero)
            {
                await CutOffAsync(StreamEnd.Idle);
                return;
            }

            await Task.Delay(left, time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
