using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gateway.Proxy;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Tests.Proxy;

/// <summary>The writer itself, on a socket of its own. Every other test of the proxy shows that what it carries is
/// whole, and <see cref="DirectOutputUseTests"/> who uses it.</summary>
public sealed class DirectOutputTests : IAsyncLifetime
{
    private const int MoreThanSocketsHold = 32 << 20;

    private readonly Socket _client = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Pipe _pipe = new();
    private readonly Connection _connection = new();

    private Socket? _server;
    private DirectOutput? _output;

    private static CancellationToken Patience => RunningProxy.Timeout;

    public async ValueTask InitializeAsync()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        await _client.ConnectAsync(listener.LocalEndPoint!, Patience);
        _server = await listener.AcceptAsync(Patience);
        _connection.Socket = _server;
        _output = new(_connection, _server, _pipe.Writer);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _server!.Dispose();
        await _connection.DisposeAsync();
    }

    [Fact]
    public async Task What_is_written_is_sent_at_once_and_not_through_the_pipe()
    {
        var result = await _output!.WriteAsync(new byte[] { 1, 2, 3 }, Patience);

        Assert.False(result.IsCompleted);
        Assert.Equal([1, 2, 3], await ReadAsync(3));
        Assert.False(_pipe.Reader.TryRead(out _));
    }

    [Fact]
    public async Task More_than_the_socket_takes_waits_for_the_client_and_arrives_whole()
    {
        var bytes = RandomNumberGenerator.GetBytes(MoreThanSocketsHold);

        var writing = _output!.WriteAsync(bytes, Patience).AsTask();

        Assert.False(writing.IsCompleted);
        Assert.Equal(bytes, await ReadAsync(bytes.Length));
        Assert.False((await writing).IsCompleted);
        Assert.Null(_connection.Aborted);
    }

    [Fact]
    public async Task A_write_that_nobody_waits_for_any_longer_aborts_the_connection()
    {
        using var impatience = new CancellationTokenSource();
        var writing = _output!.WriteAsync(new byte[MoreThanSocketsHold], impatience.Token).AsTask();
        Assert.False(writing.IsCompleted);

        await impatience.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing.WaitAsync(Patience));
        Assert.NotNull(_connection.Aborted);
    }

    [Fact]
    public async Task A_client_that_is_gone_ends_the_write_and_the_connection()
    {
        var writing = _output!.WriteAsync(new byte[MoreThanSocketsHold], Patience).AsTask();
        _client.Close(timeout: 0);

        Assert.True((await writing.WaitAsync(Patience)).IsCompleted);
        Assert.NotNull(_connection.Aborted);
        Assert.True((await _output.WriteAsync(new byte[] { 1 }, Patience)).IsCompleted);
    }

    [Fact]
    public async Task A_socket_that_the_transport_closed_takes_nothing_and_nothing_is_thrown()
    {
        _server!.Dispose();

        Assert.True((await _output!.WriteAsync(new byte[] { 1 }, Patience)).IsCompleted);
        Assert.True((await _output.FlushAsync(Patience)).IsCompleted);
    }

    [Fact]
    public async Task After_UsePipe_the_transport_sends()
    {
        _output!.UsePipe();

        _ = await _output.WriteAsync(new byte[] { 1, 2 }, Patience);

        Assert.Equal(2, (await _pipe.Reader.ReadAsync(Patience)).Buffer.Length);
        Assert.Equal(0, _client.Available);
    }

    [Fact]
    public async Task Who_asks_for_memory_uses_the_pipe_from_then_on()
    {
        _output!.GetSpan(2)[0] = 1;
        _output.Advance(1);
        _ = await _output.FlushAsync(Patience);
        _ = await _output.WriteAsync(new byte[] { 2 }, Patience);

        var read = await _pipe.Reader.ReadAtLeastAsync(2, Patience);
        Assert.Equal(2, read.Buffer.Length);
        Assert.Equal(0, _client.Available);
    }

    [Fact]
    public async Task A_ticket_that_ends_a_handshake_goes_with_the_first_answer()
    {
        byte[] serverHello = [22, 3, 3], ticket = Ticket(1), answer = [23, 3, 3, 2], more = [23, 3, 3, 3];
        _ = await _output!.WriteAsync(serverHello, Patience);
        Assert.Equal(serverHello, await ReadAsync(serverHello.Length));

        _ = await _output.WriteAsync(ticket, Patience);
        await EstablishAsync();
        Assert.Equal(0, _client.Available);
        _ = await _output.WriteAsync(answer, Patience);
        _ = await _output.WriteAsync(more, Patience);

        Assert.Equal((byte[])[.. ticket, .. answer, .. more], await ReadAsync(ticket.Length + 8));
    }

    [Fact]
    public async Task A_ticket_goes_into_the_pipe_before_what_is_written_there()
    {
        _ = await _output!.WriteAsync(Ticket(1), Patience);

        _output.UsePipe();
        _ = await _output.WriteAsync(new byte[] { 23, 2 }, Patience);

        Assert.Equal([.. Ticket(1), 23, 2], (await _pipe.Reader.ReadAsync(Patience)).Buffer.ToArray());
        Assert.Equal(0, _client.Available);
    }

    [Fact]
    public async Task An_alert_in_the_handshake_is_sent_at_once()
    {
        byte[] alert = [23, 3, 3, 0, 19, .. new byte[19]];

        _ = await _output!.WriteAsync(alert, Patience);

        Assert.Equal(alert, await ReadAsync(alert.Length));
    }

    [Fact]
    public async Task A_ticket_whose_client_has_gone_ends_nothing_by_itself()
    {
        _ = await _output!.WriteAsync(Ticket(1), Patience);
        _server!.Dispose();

        await EstablishAsync();

        Assert.Null(_connection.Aborted);
        Assert.True((await _output.WriteAsync(new byte[] { 23, 2 }, Patience)).IsCompleted);
    }

    [Fact]
    public async Task Without_an_answer_there_is_no_ticket()
    {
        _connection.Transport = new Own(_pipe.Reader, _pipe.Writer);

        await DirectOutput.ServeAsync(_connection, async connection =>
        {
            _ = await connection.Transport.Output.WriteAsync(Ticket(1), Patience);
            await DirectOutput.ChooseAsync(connection, _ => Task.CompletedTask);
        });
        _server!.Shutdown(SocketShutdown.Send);

        Assert.Equal(0, await _client.ReceiveAsync(new byte[1], Patience));
    }

    [Fact]
    public async Task Completing_completes_the_pipe_so_that_the_transport_ends()
    {
        await _output!.CompleteAsync();

        Assert.True((await _pipe.Reader.ReadAsync(Patience)).IsCompleted);
    }

    [Fact]
    public async Task A_connection_is_served_so_while_it_lasts_and_then_has_its_own_transport_again()
    {
        var own = _connection.Transport = new Own(_pipe.Reader, _pipe.Writer);
        PipeWriter? seen = null;

        await DirectOutput.ServeAsync(_connection, connection =>
        {
            seen = connection.Transport.Output;
            return Task.CompletedTask;
        });

        _ = Assert.IsType<DirectOutput>(seen);
        Assert.Same(own, _connection.Transport);
    }

    [Fact]
    public async Task A_transport_without_a_socket_is_left_as_it_is()
    {
        await using var other = new DefaultConnectionContext { Transport = new Own(_pipe.Reader, _pipe.Writer) };

        await DirectOutput.ServeAsync(other, connection =>
        {
            Assert.Same(_pipe.Writer, connection.Transport.Output);
            return Task.CompletedTask;
        });

        await DirectOutput.ChooseAsync(other, _ => Task.CompletedTask);
    }

    // A record that is longer than any alert.
    private static byte[] Ticket(byte fill) => [23, 3, 3, 0, 200, .. Enumerable.Repeat(fill, 200)];

    // As after a handshake that chose HTTP/1.
    private Task EstablishAsync()
    {
        _connection.Features.Set(_output);
        return DirectOutput.ChooseAsync(_connection, _ => Task.CompletedTask);
    }

    private async Task<byte[]> ReadAsync(int length)
    {
        var bytes = new byte[length];
        await using var stream = new NetworkStream(_client);
        await stream.ReadExactlyAsync(bytes, Patience);
        return bytes;
    }

    private sealed record Own(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    // As the transport's own: aborting closes the socket.
    private sealed class Connection : DefaultConnectionContext, IConnectionSocketFeature
    {
        private Socket? _socket;

        public Socket Socket
        {
            get => _socket!;
            set
            {
                _socket = value;
                Features.Set<IConnectionSocketFeature>(this);
            }
        }

        public ConnectionAbortedException? Aborted { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason)
        {
            Aborted = abortReason;
            _socket!.Dispose();
        }
    }
}
