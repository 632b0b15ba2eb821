using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy.Routes;

/// <summary>What the paths of a route begin with: <c>/static</c> of <c>/static/{**path}</c>.</summary>
internal static class RouteFront
{
    /// <summary>The front that a folder or a redirect does not know of.</summary>
    /// <param name="route">The route.</param>
    /// <param name="isOfSite">Whether it has that from a site, which is for all paths.</param>
    public static PathString Of(RouteConfig route, bool isOfSite) =>
        !isOfSite && (route.Match.Path ?? "").Split('{')[0].Trim('/') is { Length: > 0 } front
            ? new("/" + front)
            : default;
}
