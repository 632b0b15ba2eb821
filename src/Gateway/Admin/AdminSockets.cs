using System.Net.Sockets;
using Gateway.Configuration;

namespace Gateway.Admin;

/// <summary>The sockets of one configuration of the admin server: those that are new, bound and not served yet, and the
/// names of all. Owns the new ones until somebody takes them.</summary>
/// <param name="config">The configuration.</param>
internal sealed class AdminSockets(AdminConfig config) : IDisposable
{
    private readonly List<(string Name, Socket Socket)> _new = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The configuration.</summary>
    public AdminConfig Config => config;

    /// <summary>All names.</summary>
    public IReadOnlySet<string> Names => _names;

    /// <summary>Adds one.</summary>
    /// <param name="name">Its address.</param>
    /// <param name="socket">Null when it is served already.</param>
    public void Add(string name, Socket? socket)
    {
        _ = _names.Add(name);
        if (socket is not null)
        {
            _new.Add((name, socket));
        }
    }

    /// <summary>Gives the new ones away.</summary>
    public IReadOnlyList<(string Name, Socket Socket)> TakeAll()
    {
        var all = _new.ToArray();
        _new.Clear();
        return all;
    }

    /// <summary>Closes those that nobody took.</summary>
    public void Dispose()
    {
        foreach (var (_, socket) in _new)
        {
            socket.Dispose();
        }

        _new.Clear();
    }
}
