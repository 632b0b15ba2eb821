using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Gateway.Proxy;

/// <summary>Sends what TLS has encrypted from where it stands. Kestrel's transport would copy it into a pipe, which
/// another thread empties: a third of what a large body costs, and for a small one a change of threads.</summary>
/// <remarks>Only who writes whole pieces by <see cref="WriteAsync"/>, one after the other, is served so. HTTP/2 writes
/// frame by frame, and the pipe gathers those of many streams for one send: it goes on through the pipe, as does
/// whoever asks for memory to write into, from then on.</remarks>
/// <param name="connection">The client's; aborted when its socket fails.</param>
/// <param name="socket">What the transport sends on.</param>
/// <param name="pipe">The transport's own way; nothing is written to it until <see cref="UsePipe"/>.</param>
internal sealed class DirectOutput(ConnectionContext connection, Socket socket, PipeWriter pipe) : PipeWriter
{
    private bool _isOver;

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
        if (connection.Features.Get<ISslStreamFeature>()?.SslStream.NegotiatedApplicationProtocol
            == SslApplicationProtocol.Http2)
        {
            connection.Features.Get<DirectOutput>()?.UsePipe();
        }

        return next(connection);
    }

    /// <summary>Writes through the transport's pipe from now on. No write is under way.</summary>
    public void UsePipe() => UsesPipe = true;

    /// <summary>Sends, and ends once the kernel has all of it.</summary>
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

    private ValueTask<FlushResult> GoOnAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken) =>
        rest.IsEmpty ? new(Result()) : WriteAsync(rest, cancellationToken);

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
