using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Gateway.Configuration;

namespace Gateway.Admin;

/// <summary>Answers operators, apart from the proxy: over a unix socket, and over addresses of its own. Changes while
/// it runs; connections of addresses that stay do not notice.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private readonly AdminSessions _sessions = new();
    private readonly AdminApplication _application;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private ImmutableArray<AdminDoor> _doors = [];

    private AdminServer(IEnumerable<IAdminEndpoints> endpoints, ILoggerFactory loggers)
    {
        var routes = new AdminRoutes();
        foreach (var group in endpoints.Prepend(new SessionEndpoints(_sessions)))
        {
            group.Map(routes);
        }

        _application = new(routes, new(_sessions));
        (_loggers, _logger) = (loggers, loggers.CreateLogger<AdminServer>());
    }

    /// <summary>Where it answers: paths and addresses, with the ports that the kernel chose for 0.</summary>
    public ImmutableArray<string> Addresses => [.. _doors.Select(door => door.Address)];

    /// <summary>Listens. A default that cannot be had is a warning: what is configured nowhere must not keep the
    /// gateway from serving.</summary>
    /// <param name="config">Where.</param>
    /// <param name="endpoints">What it answers.</param>
    /// <param name="loggers">Where it logs; not owned.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="AdminException">A configured socket or address cannot be had.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "Disposed when the start fails, else the caller's.")]
    public static async Task<AdminServer> StartAsync(
        AdminConfig config, IEnumerable<IAdminEndpoints> endpoints, ILoggerFactory loggers,
        CancellationToken cancellation)
    {
        var server = new AdminServer(endpoints, loggers);
        try
        {
            using var bound = server.Bind(config);
            await server.ChangeAsync(bound, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Binds what another configuration has beyond what is there; serves none of it.</summary>
    /// <returns>For <see cref="ChangeAsync"/>; disposed, it frees them again.</returns>
    /// <exception cref="AdminException">As at a start; nothing has changed.</exception>
    public AdminSockets Bind(AdminConfig next)
    {
        var sockets = new AdminSockets(next);
        try
        {
            if (next.HasSocket)
            {
                var path = next.Socket ?? AdminSocket.DefaultPath;
                Add(sockets, path, () => AdminSocket.OpenUnix(path), isDefault: next.Socket is null);
            }

            foreach (var address in next.Addresses)
            {
                Add(sockets, address.ToString(), () => AdminSocket.OpenTcp(address), isDefault: next.Listen is null);
            }

            return sockets;
        }
        catch
        {
            sockets.Dispose();
            throw;
        }
    }

    /// <summary>Serves what is new, then closes what is gone.</summary>
    public async Task ChangeAsync(AdminSockets sockets, CancellationToken cancellation)
    {
        _sessions.Token = sockets.Config.Token;
        foreach (var (name, socket) in sockets.TakeAll())
        {
            var opened = await AdminDoor.OpenAsync(name, socket, _application, _loggers, cancellation);
            _doors = _doors.Add(opened);
            _logger.Answering(opened.Address);
        }

        var gone = _doors.Where(door => !sockets.Names.Contains(door.Wanted)).ToArray();
        _doors = _doors.RemoveRange(gone);
        await Task.WhenAll(gone.Select(door => door.DisposeAsync().AsTask()));
    }

    /// <summary>Closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        var doors = _doors;
        _doors = [];
        await Task.WhenAll(doors.Select(door => door.DisposeAsync().AsTask()));
    }

    private void Add(AdminSockets sockets, string name, Func<Socket> open, bool isDefault)
    {
        try
        {
            sockets.Add(name, _doors.Any(door => door.Wanted == name) ? null : open());
        }
        catch (AdminException refused) when (isDefault)
        {
            _logger.NoDefault(refused.Message);
        }
    }
}
