using Gateway.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Proxy.Limits;

/// <summary>Kestrel's limits, in one place for all listeners. Kestrel looks at them for each connection or request, so
/// that a change counts for the next ones.</summary>
internal sealed class ServerLimits
{
    // Kestrel's rate, but with the patience of a phone in a tunnel: its 5 s cut off uploads that are slow to begin.
    private static readonly TimeSpan s_uploadPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_downloadPatience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<WeakReference<KestrelServerLimits>> _servers = [];
    private LimitsConfig _limits = new();

    /// <summary>Goes by these from here on.</summary>
    public void Follow(LimitsConfig limits)
    {
        lock (_gate)
        {
            _limits = limits;
            foreach (var server in _servers)
            {
                if (server.TryGetTarget(out var live))
                {
                    Apply(limits, live);
                }
            }

            _ = _servers.RemoveAll(server => !server.TryGetTarget(out _));
        }
    }

    /// <summary>Gives a server the limits in force, and those that come after them.</summary>
    public void Lead(KestrelServerLimits server)
    {
        lock (_gate)
        {
            Apply(_limits, server);
            _servers.Add(new(server));
        }
    }

    private static void Apply(LimitsConfig limits, KestrelServerLimits server)
    {
        server.RequestHeadersTimeout = limits.HeaderTimeout;
        server.KeepAliveTimeout = limits.KeepAliveTimeout;
        server.MaxRequestHeadersTotalSize = limits.MaxHeaderBytes;
        server.MaxRequestHeaderCount = limits.MaxHeaders;
        server.MinRequestBodyDataRate =
            limits.MinDataRate == 0 ? null : new(limits.MinDataRate, s_uploadPatience);
        server.MinResponseDataRate =
            limits.MinDataRate == 0 ? null : new(limits.MinDataRate, s_downloadPatience);
    }
}
