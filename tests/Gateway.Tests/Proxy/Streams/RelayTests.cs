using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using System.Net.Sockets;
using Gateway.Proxy.Streams;
using Gateway.Proxy.Traffic;
using Microsoft.AspNetCore.Connections;
using Shared;

namespace Gateway.Tests.Proxy.Streams;

/// <summary>Issue 6: nothing ties the proxy to one Kestrel transport. Every other test of streams comes through
/// sockets.</summary>
public sealed class RelayTests : IDisposable
{
    private readonly Meter _meter = new("RelayTests");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task A_transport_without_a_socket_is_served_and_the_end_of_the_destination_is_its_end()
    {
        using var server = new TcpServer(async stream =>
        {
            var said = new byte[4];
            await stream.ReadExactlyAsync(said);
            await stream.WriteAsync(said);
        });
        var (input, output) = (new Pipe(), new Pipe());
        await using var client = new DefaultConnectionContext { Transport = new Duplex(input.Reader, output.Writer) };
        using var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await upstream.ConnectAsync(server.Address, RunningProxy.Timeout);
        using var relay = new Relay(client, upstream, Passage(), TimeSpan.FromMinutes(10), TimeProvider.System);

        var running = relay.RunAsync();
        _ = await input.Writer.WriteAsync("ping"u8.ToArray(), RunningProxy.Timeout);

        Assert.Equal(StreamEnd.Complete, await running.WaitAsync(RunningProxy.Timeout));
        using var heard = new StreamReader(output.Reader.AsStream());
        Assert.Equal("ping", await heard.ReadToEndAsync(RunningProxy.Timeout));
    }

    [Fact]
    public async Task A_transport_without_a_socket_that_takes_nothing_more_ends_it()
    {
        using var server = TcpServer.Echo("hello");
        var (input, output) = (new Pipe(), new Pipe());
        await using var client = new DefaultConnectionContext { Transport = new Duplex(input.Reader, output.Writer) };
        await output.Reader.CompleteAsync();
        using var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await upstream.ConnectAsync(server.Address, RunningProxy.Timeout);
        using var relay = new Relay(client, upstream, Passage(), TimeSpan.FromMinutes(10), TimeProvider.System);

        Assert.Equal(StreamEnd.Client, await relay.RunAsync().WaitAsync(RunningProxy.Timeout));
        // Aborted, which it hears of by and by.
        while (!client.ConnectionClosed.IsCancellationRequested)
        {
            await Pause.TickAsync();
        }
    }

    private StreamPassage Passage() => new(new StreamMeter(_meter))
    {
        Stream = "db",
        ServerName = null,
        Client = "192.0.2.7",
        Time = default,
        Began = 0,
        Destination = "10.0.0.1:5432",
    };

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
