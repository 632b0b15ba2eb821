using System.Net.Quic;
using Gateway.Configuration;
using Gateway.Tls;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Proxy;

/// <summary>The server of the web application: one Kestrel a listener, all before the same application. Kestrel itself
/// cannot change a listener without closing it for seconds; here one is opened or closed and the others do not
/// notice. One for HTTP/3 stands beside its listener, and is no condition of it.</summary>
/// <param name="kestrels">Makes servers.</param>
/// <param name="parts">The listeners to begin with.</param>
internal sealed class FrontDoors(KestrelFactory kestrels, ProxyParts parts) : IServer
{
    private readonly ILogger _logger = parts.Loggers.CreateLogger<FrontDoors>();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<BoundListener, IServer[]> _open = [];
    private readonly List<Task> _closing = [];
    private Func<IServer, CancellationToken, Task>? _start;

    /// <inheritdoc/>
    public IFeatureCollection Features { get; } = new FeatureCollection();

    private IEnumerable<IServer> Open => _open.Values.SelectMany(servers => servers);

    /// <inheritdoc/>
    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _start = (server, cancel) => server.StartAsync(application, cancel);
        return ChangeAsync(parts.Listeners, cancellationToken);
    }

    /// <summary>Opens what is new, and only then closes what is gone: new connections are refused there at once,
    /// requests under way have the stop's deadline. When one cannot be opened, none is, nothing is closed, and the
    /// sockets stay the caller's.</summary>
    public async Task ChangeAsync(BoundListeners listeners, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await OpenAsync(listeners.All.Where(listener => !_open.ContainsKey(listener)), cancellationToken);
            listeners.Take();
            foreach (var (listener, servers) in _open.Where(door => !listeners.All.Contains(door.Key)).ToArray())
            {
                _ = _open.Remove(listener);
                _closing.AddRange(servers.Select(CloseAsync));
            }

            _ = _closing.RemoveAll(closing => closing.IsCompletedSuccessfully);
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll([.. Open.Select(server => server.StopAsync(cancellationToken)), .. _closing]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var server in Open)
        {
            server.Dispose();
        }

        _open.Clear();
        _turn.Dispose();
    }

    private async Task OpenAsync(IEnumerable<BoundListener> listeners, CancellationToken cancellationToken)
    {
        var opened = new Dictionary<BoundListener, List<IServer>>();
        try
        {
            foreach (var listener in listeners)
            {
                var servers = opened[listener] = [];
                // FIRST: clients of TCP are told of it.
                var http3 = await TryOpenHttp3Async(listener.Endpoint, cancellationToken);
                servers.AddRange(http3 is null ? [] : [http3]);
                servers.Add(kestrels.Create(listener, offersHttp3: http3 is not null));
                await _start!(servers[^1], cancellationToken);
            }
        }
        catch
        {
            foreach (var server in opened.Values.SelectMany(servers => servers))
            {
                server.Dispose();
            }

            throw;
        }

        foreach (var (listener, servers) in opened)
        {
            _open.Add(listener, [.. servers]);
            if (servers.Count > 1)
            {
                _logger.ServingHttp3(listener.Endpoint.EndPoint.ToString());
            }
        }
    }

    // Clients do without it: they come by TCP first, and come back there.
    private async Task<IServer?> TryOpenHttp3Async(ListenEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (!endpoint.IsHttp3 || !QuicListener.IsSupported)
        {
            return null;
        }

        var server = kestrels.CreateHttp3(endpoint);
        try
        {
            await _start!(server, cancellationToken);
            return server;
        }
        catch (Exception e)
        {
            server.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            _logger.Http3NotServed(endpoint.EndPoint.ToString(), e.Message);
            return null;
        }
    }

    private async Task CloseAsync(IServer server)
    {
        using var deadline = new CancellationTokenSource(parts.StopDeadline);
        try
        {
            await server.StopAsync(deadline.Token);
        }
        finally
        {
            server.Dispose();
        }
    }
}
