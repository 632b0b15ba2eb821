using System.Collections.Immutable;
using Microsoft.AspNetCore.DataProtection;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

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
        // The parser is YARP's own secret; what it registers knows how to make one.
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(section.Values).Build();
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

    private static ServiceProvider BuildServices()
    {
        var services = new ServiceCollection();
        _ = services.AddLogging();
        _ = services.AddReverseProxy();
        foreach (var name in HealthPolicy.Active)
        {
            _ = services.AddSingleton<IActiveHealthCheckPolicy>(new UnusedPolicy(name));
        }

        _ = services.AddSingleton<IPassiveHealthCheckPolicy>(new UnusedPolicy(HealthPolicy.ConsecutiveErrors));
        // Session affinity wants keys; these never leave the memory and never touch the disk.
        _ = services.AddDataProtection().UseEphemeralDataProtectionProvider();
        return services.BuildServiceProvider();
    }

    private static string Sentence(Exception error) =>
        error.InnerException is { } cause ? $"{error.Message} {cause.Message}" : error.Message;
}
