using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.Building;

/// <summary>What one entry of <c>Sites</c> stands for.</summary>
/// <param name="Path">The path of the entry.</param>
/// <param name="Route">Everything that asks for the host.</param>
/// <param name="Cluster">The one upstream.</param>
internal sealed record Site(string Path, RouteConfig Route, ClusterConfig Cluster);
