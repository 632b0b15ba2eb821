using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Net.Quic;
using Gateway.Configuration;
using Gateway.Proxy.Limits;
using Gateway.Proxy.Streams;
using Gateway.Proxy.Traffic;
using Gateway.Proxy.Upstreams;
using Gateway.Tls;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>The running proxy of one node: listeners, certificates and YARP. There is none that does not run.</summary>
/// <remarks>Routes, listeners and certificates change while it runs; connections stay.</remarks>
internal sealed class ProxyServer : IAsyncDisposable
{
    /// <summary>How long requests under way usually may take to finish after <see cref="StopAsync"/>.</summary>
    public static readonly TimeSpan DefaultStopDeadline = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;
    private readonly ILogger _logger;
    private readonly ProxyParts _parts;
    private readonly CertificateLoader _loader;
    private BoundListeners _listeners;

    private ProxyServer(WebApplication app, ProxyParts parts, CertificateLoader certificates)
    {
        (_app, _parts, _loader) = (app, parts, certificates);
        _logger = parts.Loggers.CreateLogger<ProxyServer>();
        _listeners = parts.Listeners;
        SelfTest = new(parts.SelfTest, parts.Certificates, parts.ProxyHeaders, _listeners.SelfTest);
        Hold = new(() => _listeners.All.Select(listener => listener.Socket), parts.Time);
    }

    /// <summary>The addresses of the configuration, in its order, with the ports that the kernel chose for 0.</summary>
    public ImmutableArray<ListenEndpoint> Listeners => _listeners.Configured;

    /// <summary>Certificates in force.</summary>
    public CurrentCertificates Certificates => _parts.Certificates;

    /// <summary>Takes up what needs neither a socket nor a certificate, and cannot fail.</summary>
    public void Follow(GatewayConfig config) => _parts.Follow(config);

    /// <summary>Reads the folders anew; new handshakes use what is found, and the terms of
    /// <paramref name="config"/>.</summary>
    public void ReloadCertificates(GatewayConfig config) =>
        Certificates.Store = _loader.Reload(config, Certificates.Store);

    /// <summary>Counts requests.</summary>
    public TrafficMeter Meter => _parts.Meter;

    /// <summary>Connections that are passed on as they are.</summary>
    public StreamTable Streams => _parts.Streams;

    /// <summary>Whose meters are this proxy's Kestrel's.</summary>
    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    /// <summary>What is known of the destinations.</summary>
    public DestinationBoard Destinations => _app.Services.GetRequiredService<DestinationBoard>();

    /// <summary>Takes destinations out by hand.</summary>
    public DestinationDrains Drains => _app.Services.GetRequiredService<DestinationDrains>();

    /// <summary>The health checks that may stand for destinations; to be lent.</summary>
    public NamedChecks Checks => _app.Services.GetRequiredService<NamedChecks>();

    /// <summary>Asks this proxy the way a client does.</summary>
    public ProxySelfTest SelfTest { get; }

    /// <summary>How long clients take during a drain: see <see cref="OpenConnections.LongestAnswer"/>.</summary>
    public TimeSpan LongestAnswer => _parts.Open.LongestAnswer;

    /// <summary>Holds new connections back while addresses move.</summary>
    public AddressHold Hold { get; }

    /// <summary>Binds every listener, loads the certificates and serves. When it fails, nothing is left
    /// behind.</summary>
    /// <param name="config">What to serve.</param>
    /// <param name="loggers">Where it logs; not owned.</param>
    /// <param name="time">The clock that certificates are judged by.</param>
    /// <param name="stopDeadline">What <see cref="StopAsync"/> grants; usually the default.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    /// <exception cref="InvalidOperationException">YARP refuses a route or cluster.</exception>
    public static async Task<ProxyServer> StartAsync(
        GatewayConfig config,
        ILoggerFactory loggers,
        TimeProvider time,
        TimeSpan stopDeadline,
        CancellationToken cancellationToken)
    {
        // Closes what a failed start leaves.
        using var listeners = new BoundListeners(config.Listeners);
        var loader = new CertificateLoader(
            AuthorityFolder.OfMachine, loggers.CreateLogger<CertificateLoader>(), time);
        var parts = new ProxyParts(
            listeners,
            new(loader.Load(config)),
            new(config.Routes, config.Clusters),
            new(),
            new(loggers),
            new(time, loggers.CreateLogger<ConnectionLimit>()),
            new(time),
            new(time, loggers.CreateLogger<AccessLog>()),
            time,
            loggers,
            stopDeadline);
        parts.Follow(config);
        WebApplication? app = null;
        try
        {
            app = ProxyApplication.Build(parts);
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            await parts.DisposeAsync();
            throw;
        }

        var server = new ProxyServer(app, parts, loader);
        server.Announce(config);
        return server;
    }

    /// <summary>Routes requests by another table from now on; those under way end by the old one.</summary>
    /// <exception cref="RouteException">YARP refuses it; nothing has changed.</exception>
    public Task ChangeRoutesAsync(IReadOnlyList<RouteConfig> routes, IReadOnlyList<ClusterConfig> clusters) =>
        _app.Services.GetRequiredService<RouteTable>().ChangeAsync(routes, clusters);

    /// <summary>Binds the addresses of another configuration that are not bound yet; serves none of them.</summary>
    /// <returns>For <see cref="ChangeListenersAsync"/>; disposed, it frees them again.</returns>
    /// <exception cref="ListenException">One cannot be listened on; nothing has changed.</exception>
    public BoundListeners Bind(ImmutableArray<ListenEndpoint> configured) => new(configured, _listeners);

    /// <summary>Serves the new listeners, then closes those that are gone. Connections of the others do not
    /// notice.</summary>
    public async Task ChangeListenersAsync(BoundListeners listeners)
    {
        await _app.Services.GetRequiredService<FrontDoors>().ChangeAsync(listeners, CancellationToken.None);
        SelfTest.Target = listeners.SelfTest;
        foreach (var listener in listeners.Configured.Except(Listeners))
        {
            _logger.Listening(listener.EndPoint.ToString(), listener.Scheme);
        }

        foreach (var listener in Listeners.Except(listeners.Configured))
        {
            _logger.NoLongerListening(listener.EndPoint.ToString(), listener.Scheme, _parts.StopDeadline);
        }

        _listeners = listeners;
        _parts.HttpsPort.Follow(listeners.Configured);
    }

    /// <summary>Leads the clients to the next owner of the addresses, or to the next process: connections are asked to
    /// close, requests under way finish, new connections are still served.</summary>
    /// <param name="deadline">How long at most.</param>
    public async Task DrainAsync(TimeSpan deadline)
    {
        _logger.Draining(deadline);
        var left = await _parts.Open.DrainAsync(deadline);
        if (left > 0)
        {
            _logger.NotDrained(left, deadline);
        }
    }

    /// <summary>Serves clients as before a drain.</summary>
    public void EndDrain() => _parts.Open.EndDrain();

    /// <summary>Closes the listeners at once, lets requests under way finish until the deadline, then cuts off the
    /// rest.</summary>
    /// <param name="cancellationToken">Ends the deadline early.</param>
    public Task StopAsync(CancellationToken cancellationToken) =>
        StopWithinAsync(_parts.StopDeadline, cancellationToken);

    /// <summary>Stops with another deadline than <see cref="StopAsync"/>.</summary>
    /// <param name="deadline">At most that of the start.</param>
    /// <param name="cancellationToken">Ends the deadline early.</param>
    public async Task StopWithinAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(deadline);
        _logger.Stopping(deadline);
        await _app.StopAsync(end.Token);
        _logger.Stopped();
    }

    /// <summary>Releases everything; cuts off whatever still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        Hold.Dispose();
        SelfTest.Dispose();
        await _app.DisposeAsync();
        // AFTER the last request.
        await _parts.DisposeAsync();
    }

    private void Announce(GatewayConfig config)
    {
        foreach (var listener in Listeners)
        {
            _logger.Listening(listener.EndPoint.ToString(), listener.Scheme);
        }

        if (!TlsSuites.Restrict())
        {
            _logger.SuitesCostResumption();
        }

        if (WhyNoHttp3(config) is { } reason)
        {
            _logger.NoHttp3(reason);
        }

        _logger.Serving(config.Routes.Length, config.Clusters.Length, _listeners.SelfTest.EndPoint.ToString());
    }

    private static string? WhyNoHttp3(GatewayConfig config) =>
        !config.Http3 ? "Listen:Http3 is false."
        : !config.Listeners.Any(listener => listener.IsHttp3)
            ? "no address of Listen:Https is for all, as \"*:443\" is."
        : !QuicListener.IsSupported ? "the runtime finds no libmsquic that it can use."
        : null;
}
