using System.Collections.Immutable;
using Microsoft.AspNetCore.DataProtection;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>YARP's own parser and validator, so that the section means here what it means in every YARP.</summary>
internal sealed class YarpParser : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IConfigValidator _validator;

    /// <summary>Makes a YARP that never runs.</summary>
    public YarpParser(YarpSection section)
    {
        var configuration = new ConfigurationBuilder().Add(new SectionProvider(section.Values)).Build();
        var services = new ServiceCollection();
        _ = services.AddLogging();
        _ = services.AddReverseProxy().LoadFromConfig(configuration);
        foreach (var name in HealthPolicy.Active)
        {
            _ = services.AddSingleton<IActiveHealthCheckPolicy>(new UnusedPolicy(name));
        }

        _ = services.AddSingleton<IPassiveHealthCheckPolicy>(new UnusedPolicy(HealthPolicy.ConsecutiveErrors));
        // Session affinity wants keys; these never leave the memory and never touch the disk.
        _ = services.AddDataProtection().UseEphemeralDataProtectionProvider();
        _services = services.BuildServiceProvider();
        _validator = _services.GetRequiredService<IConfigValidator>();
        var config = _services.GetRequiredService<IProxyConfigProvider>().GetConfig();
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

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static string Sentence(Exception error) =>
        error.InnerException is { } cause ? $"{error.Message} {cause.Message}" : error.Message;
}
