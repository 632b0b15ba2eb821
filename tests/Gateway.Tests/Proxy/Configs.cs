using System.Net;
using Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Tests.Proxy;

/// <summary>Configurations to start a proxy with. Ports are 0: the kernel chooses.</summary>
internal static class Configs
{
    public const string Host = "app.example.com";

    public static readonly ListenEndpoint Https = new(new(IPAddress.IPv6Any, 0), ListenScheme.Https);
    public static readonly ListenEndpoint Http = new(new(IPAddress.IPv6Any, 0), ListenScheme.Http);

    public static GatewayConfig Empty { get; } = new()
    {
        NodeName = "edge-a",
        Nodes = [],
        Vrrp = new() { VirtualRouters = [], Trackers = [] },
        HealthChecks = [],
        Listeners = [Https],
        CertificateFolders = [],
        Routes = [],
        Clusters = [],
        PluginsFolder = "/nowhere",
    };

    /// <summary>Everything for <see cref="Host"/> goes to one upstream.</summary>
    public static GatewayConfig To(
        string upstream,
        ForwarderRequestConfig? request = null,
        IReadOnlyList<IReadOnlyDictionary<string, string>>? transforms = null,
        string? destinationHost = null) => Empty with
        {
            Routes =
            [
                new() { RouteId = "app", ClusterId = "app", Match = new() { Hosts = [Host] }, Transforms = transforms },
            ],
            Clusters =
            [
                new()
                {
                    ClusterId = "app",
                    HttpRequest = request,
                    Destinations = new Dictionary<string, DestinationConfig>
                    {
                        ["one"] = new() { Address = upstream, Host = destinationHost },
                    },
                },
            ],
        };
}
