using System.Collections.Immutable;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Proxy;

/// <summary>The server of the web application: one Kestrel a listener, all before the same application. Kestrel itself
/// cannot change a listener without closing it for seconds; here one is opened or closed and the others do not
/// notice.</summary>
/// <param name="kestrels">Makes servers.</param>
/// <param name="parts">The listeners to begin with.</param>
internal sealed class FrontDoors(KestrelFactory kestrels, ProxyParts parts) : IServer
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<BoundListener, IServer> _open = [];
    private readonly List<Task> _closing = [];
    private Func<IServer, CancellationToken, Task>? _start;

    /// <inheritdoc/>
    public IFeatureCollection Features { get; } = new FeatureCollection();

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
            foreach (var (listener, server) in _open.Where(door => !listeners.All.Contains(door.Key)).ToArray())
            {
                _ = _open.Remove(listener);
                _closing.Add(CloseAsync(server));
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
        Task.WhenAll([.. _open.Values.Select(server => server.StopAsync(cancellationToken)), .. _closing]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var server in _open.Values)
        {
            server.Dispose();
        }

        _open.Clear();
        _turn.Dispose();
    }

    private async Task OpenAsync(IEnumerable<BoundListener> listeners, CancellationToken cancellationToken)
    {
        var opened = new Dictionary<BoundListener, IServer>();
        try
        {
            foreach (var listener in listeners)
            {
                opened[listener] = kestrels.Create(listener);
                await _start!(opened[listener], cancellationToken);
            }
        }
        catch
        {
            foreach (var server in opened.Values)
            {
                server.Dispose();
            }

            throw;
        }

        foreach (var (listener, server) in opened)
        {
            _open.Add(listener, server);
        }
    }

    private async Task CloseAsync(IServer server)
    {
        using var deadline = new CancellationTokenSource(parts.StopDeadline);
        await server.StopAsync(deadline.Token);
        server.Dispose();
    }
}
