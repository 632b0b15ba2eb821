using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.Building;

/// <summary>What one entry of <c>Sites</c>, or a path of it, stands for.</summary>
/// <param name="Path">The path of the entry in the file.</param>
/// <param name="Route">Everything that asks for it.</param>
/// <param name="Cluster">Its upstreams; null when it has none of its own.</param>
internal sealed record Site(string Path, RouteConfig Route, ClusterConfig? Cluster);
