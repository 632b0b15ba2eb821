using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Proxy.Streams;

/// <summary>Copies between a client and a destination, either way at its own pace: who reads slowly slows down who
/// writes to it. When one side has said all, the other hears the end of it and may go on.</summary>
/// <remarks>What the client sends comes through its pipe, which may hold bytes already; what it gets goes to its socket
/// directly: the pipe's end would end both directions.</remarks>
/// <param name="client">The client; ended by whoever served it.</param>
/// <param name="upstream">The destination; likewise.</param>
/// <param name="idleTimeout">After that long without a byte either way it ends.</param>
/// <param name="time">Paces that.</param>
internal sealed class Relay(ConnectionContext client, Socket upstream, TimeSpan idleTimeout, TimeProvider time)
    : IDisposable
{
    private const int BufferSize = 64 * 1024;

    // Not the connection's own end: that is told when the client has said all, and may still listen.
    private readonly CancellationTokenSource _ended = new();

    private long _lastByte = time.GetTimestamp();

    /// <summary>Copies until both sides have said all, one of them is gone, or neither says anything.</summary>
    public async Task RunAsync()
    {
        var idle = WatchIdleAsync();
        var up = EndOnFailureAsync(SendUpAsync(_ended.Token));
        var down = EndOnFailureAsync(SendDownAsync(_ended.Token));
        var isGood = await up & await down;
        await _ended.CancelAsync();
        await idle;
        if (!isGood)
        {
            client.Abort(new("The stream was cut off."));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();

    private async Task<bool> EndOnFailureAsync(Task copying)
    {
        try
        {
            await copying;
            return true;
        }
        catch (Exception gone) when (gone is SocketException or IOException or OperationCanceledException
            or ObjectDisposedException)
        {
            await _ended.CancelAsync();
            return false;
        }
    }

    private async Task SendUpAsync(CancellationToken cancellation)
    {
        var input = client.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(cancellation);
            foreach (var part in read.Buffer)
            {
                await SendAllAsync(upstream, part, cancellation);
            }

            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                upstream.Shutdown(SocketShutdown.Send);
                return;
            }
        }
    }

    private async Task SendDownAsync(CancellationToken cancellation)
    {
        var socket = client.Features.Get<IConnectionSocketFeature>()?.Socket
            ?? throw new InvalidOperationException("Streams take a transport with sockets.");
        while (true)
        {
            // A quiet connection holds no buffer.
            _ = await upstream.ReceiveAsync(Memory<byte>.Empty, cancellation);
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            try
            {
                var received = await upstream.ReceiveAsync(buffer, cancellation);
                if (received == 0)
                {
                    socket.Shutdown(SocketShutdown.Send);
                    return;
                }

                await SendAllAsync(socket, buffer.AsMemory(0, received), cancellation);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
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
                await _ended.CancelAsync();
                return;
            }

            await Task.Delay(left, time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
