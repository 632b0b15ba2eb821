using Gateway.Configuration;
using Microsoft.AspNetCore.Routing.Matching;

namespace Gateway.Proxy.Routing;

/// <summary>Where a request goes by its host. A name comes BEFORE a wildcard, a wildcard before every name, and of two
/// that are alike the one with the port first.</summary>
internal sealed class HostJumpTable : PolicyJumpTable
{
    private readonly HostNames _onEveryPort = new();
    private readonly Dictionary<int, HostNames> _onPort = [];
    private readonly int _exit;

    /// <summary>Makes the table.</summary>
    /// <param name="exit">Where a request goes whose host is not in it.</param>
    /// <param name="edges">The hosts, each once: <see cref="HostKey"/>.</param>
    public HostJumpTable(int exit, IEnumerable<PolicyJumpTableEdge> edges)
    {
        _exit = exit;
        foreach (var edge in edges)
        {
            var host = (HostKey)edge.State;
            NamesFor(host.Port).Add(host, edge.Destination);
        }
    }

    /// <inheritdoc/>
    public override int GetDestination(HttpContext httpContext)
    {
        var name = AddressHost.Of(httpContext.Request.Host.Host);
        var here = _onPort.Count == 0 ? null : _onPort.GetValueOrDefault(PortOf(httpContext.Request));
        return here?.ByName(name) ?? _onEveryPort.ByName(name)
            ?? here?.ByEnding(name) ?? _onEveryPort.ByEnding(name)
            ?? here?.Rest ?? _onEveryPort.Rest
            ?? _exit;
    }

    private HostNames NamesFor(int? port)
    {
        if (port is not { } number)
        {
            return _onEveryPort;
        }

        if (!_onPort.TryGetValue(number, out var names))
        {
            _onPort[number] = names = new();
        }

        return names;
    }

    // A client leaves out the port that is usual.
    private static int PortOf(HttpRequest request) => request.Host.Port ?? (request.IsHttps ? 443 : 80);
}
