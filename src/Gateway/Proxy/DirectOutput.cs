using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Gateway.Proxy;

/// <summary>Sends what TLS has encrypted from where it stands. Kestrel's transport would copy it into a pipe, which
/// another thread empties: a third of what a large body costs, and for a small one a change of threads. The session
/// ticket that ends a handshake goes with the first answer, and not in a packet of its own.</summary>
/// <remarks>Only who writes whole pieces by <see cref="WriteAsync"/>, one after the other, is served so. HTTP/2 writes
/// frame by frame, and the pipe gathers those of many streams for one send: it goes on through the pipe, as does
/// whoever asks for memory to write into, from then on.</remarks>
/// <param name="connection">The client's; aborted when its socket fails.</param>
/// <param name="socket">What the transport sends on.</param>
/// <param name="pipe">The transport's own way; nothing is written to it until <see cref="UsePipe"/>.</param>
internal sealed class DirectOutput(ConnectionContext connection, Socket socket, PipeWriter pipe) : PipeWriter
{
    // The outer type of every record of TLS 1.3 that is encrypted (RFC 8446 section 5.2).
    private const byte ApplicationData = 23;

    // An encrypted alert: header, level and description, type, tag (RFC 8446 sections 5.2 and 6).
    private const int AlertLength = 5 + 2 + 1 + 16;

    // tcp(7). An odd value would acknowledge at once from then on (net/ipv4/tcp.c, __tcp_sock_set_quickack).
    private const int IPPROTO_TCP = 6;
    private const int TCP_QUICKACK = 12;
    private static readonly byte[] s_once = BitConverter.GetBytes(2);

    private bool _isOver;
    private bool _isEstablished;
    private ReadOnlyMemory<byte> _held;

    /// <summary>Whether the transport's pipe is written to. The way back does not exist: it may hold what is not yet
    /// sent.</summary>
    public bool UsesPipe { get; private set; }

    /// <summary>Runs for every connection BEFORE its TLS: a transport without a socket is left as it is.</summary>
    public static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var transport = connection.Transport;
        if (connection.Features.Get<IConnectionSocketFeature>() is { Socket: { } socket })
        {
            var output = new DirectOutput(connection, socket, transport.Output);
            connection.Features.Set(output);
            connection.Transport = new DuplexPipe(transport.Input, output);
        }

        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    }

    /// <summary>Runs for every connection AFTER its handshake, when it is known what it speaks.</summary>
    public static Task ChooseAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.Features.Get<DirectOutput>() is { } output)
        {
            output._isEstablished = true;
            if (connection.Features.Get<ISslStreamFeature>()?.SslStream.NegotiatedApplicationProtocol
                == SslApplicationProtocol.Http2)
            {
                output.UsePipe();
            }
            else if (!output._held.IsEmpty)
            {
                output.Acknowledge();
            }
        }

        return next(connection);
    }

    /// <summary>Writes through the transport's pipe from now on. No write is under way.</summary>
    public void UsePipe()
    {
        UsesPipe = true;
        if (!_held.IsEmpty)
        {
            pipe.Write(_held.Span);
            _held = default;
        }
    }

    /// <summary>Sends, and ends once the kernel has all of it. A handshake's own last word is kept for what is written
    /// next: no client waits for a ticket (RFC 8446 section 4.6.1), and who goes without an answer gets none.</summary>
    /// <returns>Whether the connection is over: what is written then goes nowhere.</returns>
    /// <exception cref="OperationCanceledException">Nobody waits any longer. A part may be sent, so that the connection
    /// is of no more use: it is aborted. What was cancelled too late is sent, and the connection aborted all the
    /// same.</exception>
    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (UsesPipe)
        {
            return pipe.WriteAsync(source, cancellationToken);
        }

        if (!_held.IsEmpty)
        {
            source = (byte[])[.. _held.Span, .. source.Span];
            _held = default;
        }
        else if (!_isEstablished && source.Span is [ApplicationData, ..] && source.Length > AlertLength)
        {
            // What the ServerHello leads goes out in the same write as that: this is what comes after the client's
            // Finished.
            _held = source.ToArray();
            return new(Result());
        }

        return SendAsync(source, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        UsesPipe ? pipe.FlushAsync(cancellationToken) : new(Result());

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        UsePipe();
        return pipe.GetMemory(sizeHint);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc/>
    public override void Advance(int bytes) => pipe.Advance(bytes);

    /// <inheritdoc/>
    public override void CancelPendingFlush() => pipe.CancelPendingFlush();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => pipe.Complete(exception);

    // The ticket would have carried the kernel's acknowledgement of the client's Finished. It is told to send that by
    // itself, or a client with Nagle's algorithm (RFC 1122 section 4.2.3.4) holds its first request back until the
    // kernel does so unasked: 40 ms. HTTP/2 has its settings to carry it.
    private void Acknowledge()
    {
        try
        {
            socket.SetRawSocketOption(IPPROTO_TCP, TCP_QUICKACK, s_once);
        }
        catch (Exception failed) when (failed is SocketException or ObjectDisposedException)
        {
            // The client is gone: what is read or written next says so.
        }
    }

    private ValueTask<FlushResult> SendAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
    {
        if (_isOver)
        {
            return new(Result());
        }

        try
        {
            var sending = socket.SendAsync(source, SocketFlags.None, CancellationToken.None);
            return sending.IsCompletedSuccessfully
                ? GoOnAsync(source[sending.Result..], cancellationToken)
                : WaitAsync(sending, source, cancellationToken);
        }
        catch (ObjectDisposedException closed)
        {
            // By the transport.
            return new(End(closed));
        }
    }

    private ValueTask<FlushResult> GoOnAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken) =>
        rest.IsEmpty ? new(Result()) : SendAsync(rest, cancellationToken);

    // The socket's buffer is full, or the socket has failed.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> WaitAsync(
        ValueTask<int> sending, ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
    {
        await using var impatience = cancellationToken.UnsafeRegister(
            static connection => ((ConnectionContext)connection!).Abort(new("Sending was cancelled.")), connection);
        try
        {
            return await GoOnAsync(source[await sending..], cancellationToken);
        }
        catch (Exception failed) when (failed is SocketException or ObjectDisposedException)
        {
            var result = End(failed);
            cancellationToken.ThrowIfCancellationRequested();
            return result;
        }
    }

    private FlushResult End(Exception failed)
    {
        _isOver = true;
        connection.Abort(new ConnectionAbortedException("The client's socket takes nothing more.", failed));
        return Result();
    }

    private FlushResult Result() => new(isCanceled: false, isCompleted: _isOver);

    private sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
