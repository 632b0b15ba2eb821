using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Proxy.Limits;
using Gateway.Proxy.Traffic;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Proxy.Streams;

/// <summary>Passes connections on as they are: to the destination with the fewest of those that answer, by turns where
/// several have as few, and to the next one when it does not.</summary>
internal sealed class StreamProxy : IDisposable
{
    private readonly ImmutableArray<StreamDestination> _destinations;
    private readonly CancellationTokenSource _ended = new();
    private readonly StreamWatch _watch;
    private readonly TimeProvider _time;
    private readonly ILogger<StreamProxy> _logger;
    private readonly PacedCount _refused;
    private readonly PacedCount _unanswered;
    private readonly PacedCount _drained;

    /// <summary>Begins to probe.</summary>
    /// <param name="config">What the file says.</param>
    /// <param name="before">The stream of the same name until now, whose connections go on to count, and whose
    /// destinations stay what they are; null without one.</param>
    /// <param name="watch">Sees connections come and go.</param>
    /// <param name="time">Paces probes and patience.</param>
    /// <param name="logger">Hears of destinations.</param>
    public StreamProxy(
        StreamConfig config, StreamProxy? before, StreamWatch watch, TimeProvider time, ILogger<StreamProxy> logger)
    {
        (Config, Says, Load) = (config, config.ToString(), before?.Load ?? new());
        (_watch, _time, _logger) = (watch, time, logger);
        (_refused, _unanswered, _drained) = (new(time), new(time), new(time));
        _destinations =
        [
            .. config.Destinations.Select(
                address => before?.Find(StreamConfig.NameOf(address)) ?? new StreamDestination(address, time)),
        ];
        foreach (var destination in _destinations)
        {
            _ = ProbeAsync(destination, _ended.Token);
        }
    }

    /// <summary>What the file says.</summary>
    public StreamConfig Config { get; }

    /// <summary>The same, in a line.</summary>
    public string Says { get; }

    /// <summary>The destinations.</summary>
    public IReadOnlyList<StreamDestination> Destinations => _destinations;

    /// <summary>Its connections; also those that came before the file said something else.</summary>
    public StreamLoad Load { get; }

    /// <summary>A destination by its host and port; null when it is none of this stream's.</summary>
    public StreamDestination? Find(string name) => _destinations.FirstOrDefault(
        destination => string.Equals(destination.ToString(), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Takes a destination out by hand, or in again: it gets no new connections, and those that it has go
    /// on. It lasts until it is ended, the destination is gone from the configuration, or the gateway stops.</summary>
    public void Drain(StreamDestination destination, bool drained)
    {
        if (!destination.Drain(drained))
        {
            return;
        }

        var left = _destinations.Count(one => !one.IsDrained);
        if (drained)
        {
            _logger.StreamDestinationDrained(Config.Name, destination.ToString(), destination.Open, left);
        }
        else
        {
            _logger.StreamDestinationResumed(Config.Name, destination.ToString(), left);
        }
    }

    /// <summary>Serves a connection until it ends.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="serverName">The host that it asks for; null at a port of the stream's own.</param>
    public async Task ServeAsync(ConnectionContext client, string? serverName)
    {
        var passage = _watch.Begin(Config.Name, serverName, client.RemoteEndPoint);
        try
        {
            passage.End = Load.Enter() > Config.MaxConnections ? Refuse() : await ServeAsync(client, passage);
        }
        finally
        {
            Load.Leave();
            _watch.End(passage);
        }
    }

    /// <summary>Ends the probes; connections go on.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private StreamEnd Refuse()
    {
        if (_refused.Add() is { } count)
        {
            _logger.StreamFull(Config.Name, count, Config.MaxConnections);
        }

        return StreamEnd.Full;
    }

    private async Task<StreamEnd> ServeAsync(ConnectionContext client, StreamPassage passage)
    {
        if (await ConnectAsync() is not var (destination, upstream))
        {
            CountUnanswered();
            client.Abort(new("No destination answers."));
            return StreamEnd.Unanswered;
        }

        using (upstream)
        {
            return await PassOnAsync(client, destination, upstream, passage);
        }
    }

    private void CountUnanswered()
    {
        if (!_destinations.IsEmpty && _destinations.All(destination => destination.IsDrained))
        {
            if (_drained.Add() is { } closed)
            {
                _logger.AllDrained(Config.Name, closed);
            }
        }
        else if (_unanswered.Add() is { } count)
        {
            _logger.NobodyAnswers(Config.Name, count);
        }
    }

    private async Task<StreamEnd> PassOnAsync(
        ConnectionContext client, StreamDestination destination, Socket upstream, StreamPassage passage)
    {
        passage.Destination = destination.ToString();
        destination.Enter();
        try
        {
            await IntroduceAsync(upstream, client.RemoteEndPoint, client.LocalEndPoint, CancellationToken.None);
            using var relay = new Relay(client, upstream, passage, Config.IdleTimeout, _time);
            return await relay.RunAsync();
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException)
        {
            client.Abort(new("The destination ended."));
            return StreamEnd.Destination;
        }
        finally
        {
            destination.Leave();
        }
    }

    // The client; null for a probe, which speaks for none: who expects a header takes a connection without one for
    // broken.
    private async ValueTask IntroduceAsync(
        Socket upstream, EndPoint? client, EndPoint? server, CancellationToken cancellation)
    {
        if (Config.ProxyProtocol != ProxyProtocolVersion.None)
        {
            _ = await upstream.SendAsync(ProxyHeaderText.Write(Config.ProxyProtocol, client, server), cancellation);
        }
    }

    // Those that are put aside last: better one that may answer than none. Of several that are level the one that has
    // waited longest: else the first of the file would get every short connection. A client that has said all already
    // still wants an answer.
    private async Task<(StreamDestination, Socket)?> ConnectAsync()
    {
        foreach (var destination in _destinations.Where(one => !one.IsDrained)
            .OrderBy(one => one.IsDown).ThenBy(one => one.Open).ThenBy(one => one.LastTried).ToArray())
        {
            destination.Try();
            try
            {
                var socket = await OpenAsync(destination, Config.ConnectTimeout, CancellationToken.None);
                return (destination, socket);
            }
            catch (Exception refused) when (IsRefusal(refused))
            {
                if (destination.PutAside(Reason(refused)))
                {
                    _logger.DestinationDown(Config.Name, destination.ToString(), Reason(refused));
                }
            }
        }

        return null;
    }

    private async Task ProbeAsync(StreamDestination destination, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Config.ProbeInterval, _time);
        do
        {
            try
            {
                using var socket = await OpenAsync(destination, Config.ProbeTimeout, cancellation);
                await IntroduceAsync(socket, client: null, server: null, cancellation);
                if (destination.Succeed())
                {
                    _logger.DestinationUp(Config.Name, destination.ToString());
                }
            }
            catch (Exception refused) when (IsRefusal(refused))
            {
                if (!cancellation.IsCancellationRequested && destination.FailProbe(Reason(refused)))
                {
                    _logger.DestinationDown(Config.Name, destination.ToString(), Reason(refused));
                }
            }
        }
        while (await NextAsync(timer, cancellation));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static bool IsRefusal(Exception e) => e is SocketException or OperationCanceledException;

    private static string Reason(Exception e) => e is OperationCanceledException ? "no answer in time" : e.Message;

    private async Task<Socket> OpenAsync(
        StreamDestination destination, TimeSpan timeout, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = new CancellationTokenSource(timeout, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            await socket.ConnectAsync(destination.Address, both.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
