using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Gateway.Vrrp.Config;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>YARP's own parser and validator, so that the section means here what it means in every YARP.</summary>
internal sealed class YarpParser
{
    // A YARP that never runs. It holds no configuration, so one is enough for all files.
    private static readonly Lazy<ServiceProvider> Services = new(BuildServices);

    private readonly IConfigValidator _validator = Services.Value.GetRequiredService<IConfigValidator>();

    /// <summary>Parses a section.</summary>
    public YarpParser(YarpSection section)
    {
        var configuration = new ConfigurationBuilder().Add(new SectionProvider(section.Values)).Build();
        // The parser is YARP's own secret; what it registers knows how to make one.
        var services = new ServiceCollection();
        _ = services.AddReverseProxy().LoadFromConfig(configuration);
        var parser = services.Last(service => service.ServiceType == typeof(IProxyConfigProvider));
        var config = ((IProxyConfigProvider)parser.ImplementationFactory!(Services.Value)).GetConfig();
        Routes = [.. config.Routes];
        Clusters = [.. config.Clusters];
    }

    /// <summary>The routes of the section.</summary>
    public ImmutableArray<RouteConfig> Routes { get; }

    /// <summary>The clusters of the section.</summary>
    public ImmutableArray<ClusterConfig> Clusters { get; }

    /// <summary>What YARP finds wrong with a route.</summary>
    public async Task<IEnumerable<string>> ValidateAsync(RouteConfig route) =>
        (await _validator.ValidateRouteAsync(route)).Select(Sentence);

    /// <summary>What YARP finds wrong with a cluster.</summary>
    public async Task<IEnumerable<string>> ValidateAsync(ClusterConfig cluster) =>
        (await _validator.ValidateClusterAsync(cluster)).Select(Sentence);

    /// <summary>What is wrong with the constraints in a path, such as <c>int</c> in <c>/{id:int}</c>.</summary>
    /// <returns>None for a path that YARP's validator refuses.</returns>
    public static IEnumerable<string> ConstraintProblems(string? path)
    {
        if (path is null || !TryParse(path, out var pattern))
        {
            return [];
        }

        var factory = Services.Value.GetRequiredService<ParameterPolicyFactory>();
        return
            from parameter in pattern.Parameters
            from policy in parameter.ParameterPolicies
            let problem = ConstraintProblem(factory, parameter, policy)
            where problem is not null
            select problem;
    }

    private static string? ConstraintProblem(
        ParameterPolicyFactory factory, RoutePatternParameterPart parameter,
        RoutePatternParameterPolicyReference policy)
    {
        var name = policy.Content?.Split('(')[0] ?? "";
        var known = Services.Value.GetRequiredService<IOptions<RouteOptions>>().Value.ConstraintMap.Keys.ToArray();
        if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return $"there is no constraint \"{name}\"; {NearestName.Hint(name, known)}";
        }

        try
        {
            // An expression is parsed when it is asked for.
            _ = (factory.Create(parameter, policy) as RegexRouteConstraint)?.Constraint;
            return null;
        }
        catch (Exception refused)
            when (refused is RouteCreationException or InvalidOperationException or ArgumentException)
        {
            var cause = refused.GetBaseException() is ArgumentException bad ? $" ({bad.Message.TrimEnd('.')})" : "";
            return $"\"{policy.Content}\" is not how the constraint {name} is written{cause}; compare with \"int\", "
                + "\"length(5)\", \"range(1,9)\" and \"regex(^a+$)\".";
        }
    }

    private static bool TryParse(string path, [NotNullWhen(true)] out RoutePattern? pattern)
    {
        try
        {
            pattern = RoutePatternFactory.Parse(path);
            return true;
        }
        catch (RoutePatternException)
        {
            pattern = null;
            return false;
        }
    }

    private static ServiceProvider BuildServices()
    {
        var services = new ServiceCollection();
        _ = services.AddLogging();
        _ = services.AddReverseProxy();
        foreach (var name in HealthPolicy.Active)
        {
            _ = services.AddSingleton<IActiveHealthCheckPolicy>(new UnusedPolicy(name));
        }

        foreach (var name in BalancingPolicy.All)
        {
            _ = services.AddSingleton<ILoadBalancingPolicy>(new UnusedPolicy(name));
        }

        _ = services.AddSingleton<IPassiveHealthCheckPolicy>(new UnusedPolicy(HealthPolicy.ConsecutiveErrors));
        // Session affinity wants keys; these never leave the memory and never touch the disk.
        _ = services.AddDataProtection().UseEphemeralDataProtectionProvider();
        return services.BuildServiceProvider();
    }

    private static string Sentence(Exception error) =>
        error.InnerException is { } cause ? $"{error.Message} {cause.Message}" : error.Message;
}
