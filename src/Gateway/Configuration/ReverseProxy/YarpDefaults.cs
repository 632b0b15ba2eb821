using System.Reflection;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using ClusterHealthConfig = Yarp.ReverseProxy.Configuration.HealthCheckConfig;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What keys of YARP's section are when the file leaves them out of an object that it has: YARP's own
/// defaults, and ours where an edge wants something else.</summary>
internal static class YarpDefaults
{
    private static readonly Dictionary<(Type Type, string Key), object> Values = new()
    {
        [(typeof(ClusterConfig), nameof(ClusterConfig.LoadBalancingPolicy))] = LoadBalancingPolicies.PowerOfTwoChoices,
        [(typeof(ClusterHealthConfig), nameof(ClusterHealthConfig.AvailableDestinationsPolicy))] =
            HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
        [(typeof(ActiveHealthCheckConfig), nameof(ActiveHealthCheckConfig.Enabled))] = false,
        [(typeof(ActiveHealthCheckConfig), nameof(ActiveHealthCheckConfig.Policy))] = HealthPolicy.Http,
        [(typeof(ActiveHealthCheckConfig), nameof(ActiveHealthCheckConfig.Interval))] = "00:00:05",
        [(typeof(ActiveHealthCheckConfig), nameof(ActiveHealthCheckConfig.Timeout))] = "00:00:02",
        [(typeof(PassiveHealthCheckConfig), nameof(PassiveHealthCheckConfig.Enabled))] = false,
        [(typeof(PassiveHealthCheckConfig), nameof(PassiveHealthCheckConfig.Policy))] = HealthPolicy.ConsecutiveErrors,
        [(typeof(PassiveHealthCheckConfig), nameof(PassiveHealthCheckConfig.ReactivationPeriod))] = "00:00:10",
        [(typeof(ForwarderRequestConfig), nameof(ForwarderRequestConfig.ActivityTimeout))] = "00:05:00",
        [(typeof(ForwarderRequestConfig), nameof(ForwarderRequestConfig.Version))] = "2",
        [(typeof(ForwarderRequestConfig), nameof(ForwarderRequestConfig.VersionPolicy))] =
            nameof(HttpVersionPolicy.RequestVersionOrLower),
        [(typeof(RouteHeader), nameof(RouteHeader.Mode))] = nameof(HeaderMatchMode.ExactHeader),
        [(typeof(RouteHeader), nameof(RouteHeader.IsCaseSensitive))] = false,
        [(typeof(RouteQueryParameter), nameof(RouteQueryParameter.Mode))] = nameof(QueryParameterMatchMode.Exact),
        [(typeof(RouteQueryParameter), nameof(RouteQueryParameter.IsCaseSensitive))] = false,
        [(typeof(SessionAffinityConfig), nameof(SessionAffinityConfig.Enabled))] = false,
        [(typeof(WebProxyConfig), nameof(WebProxyConfig.BypassOnLocal))] = false,
        [(typeof(WebProxyConfig), nameof(WebProxyConfig.UseDefaultCredentials))] = false,
    };

    /// <summary>The default of a key: a text as the file would have it, or a truth value.</summary>
    /// <param name="property">The key.</param>
    /// <param name="policy">The <c>Policy</c> beside it; null when the file leaves that out too.</param>
    /// <returns>Null when it is "not set", or when a policy of YARP's decides.</returns>
    public static object? Of(PropertyInfo property, string? policy = null) =>
        property.Name == nameof(PassiveHealthCheckConfig.ReactivationPeriod)
            && policy is not (null or HealthPolicy.ConsecutiveErrors)
            ? null
            : Values.GetValueOrDefault((property.DeclaringType!, property.Name));
}
