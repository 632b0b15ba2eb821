using System.Net.Quic;
using Gateway.Configuration.ReverseProxy;
using Gateway.Proxy.Routes;
using Gateway.Proxy.Routing;
using Gateway.Proxy.Traffic;
using Gateway.Proxy.Upstreams;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Gateway.Proxy;

/// <summary>Puts the web application together: Kestrel on our sockets, our certificates, our first middleware, YARP. It
/// reads no file and no environment variable, and touches no signal.</summary>
internal static class ProxyApplication
{
    /// <summary>Builds it, not started.</summary>
    /// <exception cref="InvalidOperationException">YARP refuses a route or cluster.</exception>
    public static WebApplication Build(ProxyParts parts)
    {
        // A bare line feed as line end is a smuggling vector between servers that disagree.
        // Kestrel reads this when built.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);

        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "gateway" });
        AddServer(builder, parts);
        AddServices(builder.Services, parts);
        var app = builder.Build();
        UsePipeline(app, parts);
        return app;
    }

    private static void AddServer(WebApplicationBuilder builder, ProxyParts parts)
    {
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets();
        // Kestrel's sockets take their memory from it, whichever was added last.
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, RecordMemoryFactory>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (QuicListener.IsSupported)
        {
            builder.WebHost.UseQuic(ProxyDefaults.Apply);
        }

        builder.WebHost.ConfigureKestrel(ProxyDefaults.Apply);
        // Kestrel is the server that answers; ours opens one for each listener.
        var kestrel = builder.Services.Last(service => service.ServiceType == typeof(IServer)).ImplementationType!;
        builder.Services.AddSingleton(provider => new FrontDoors(new(provider, kestrel, parts), parts));
        builder.Services.AddSingleton<IServer>(provider => provider.GetRequiredService<FrontDoors>());
    }

    private static void AddServices(IServiceCollection services, ProxyParts parts)
    {
        services.AddSingleton<ILoggerFactory>(_ => new ServerLoggers(parts.Loggers));
        services.AddSingleton(parts.Time);
        services.AddSingleton<IHostLifetime, OutsideLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = parts.StopDeadline);
        services.AddSingleton<IProxyConfigProvider>(parts.Routing);
        services.AddSingleton(all => ActivatorUtilities.CreateInstance<RouteTable>(all, parts.Routing));
        services.AddSingleton<IConfigChangeListener>(all => all.GetRequiredService<RouteTable>());
        services.AddSingleton(all => new Lazy<IProxyStateLookup>(all.GetRequiredService<IProxyStateLookup>));
        services.AddReverseProxy()
            .AddConfigFilter<ProxyDefaults>()
            .AddTransforms(ProxyDefaults.KeepHost)
            .AddTransforms(ProxyDefaults.KeepEscapes)
            .AddTransforms(ForwardedChanges.AddTo)
            .AddTransforms(ProxyDefaults.DropNominated)
            .AddTransforms(ProxyDefaults.CheckAnswers)
            .AddTransforms(ProxyDefaults.SendHeadersEarly);
        services.AddRequestTimeouts();
        HostPolicy.Install(services);
        AddUpstreamHealth(services);
        AddBalancing(services);
        KeepNoKeysOnDisk(services);
    }

    private static void AddUpstreamHealth(IServiceCollection services)
    {
        services.Configure<ActiveHealthCheckMonitorOptions>(ProxyDefaults.Apply);
        services.AddSingleton<NamedChecks>();
        services.AddSingleton<DestinationBoard>();
        services.AddSingleton<IForwarderHttpClientFactory, UpstreamClients>();
        services.AddSingleton<IProbingRequestFactory, ProbeRequests>();
        services.AddSingleton<IPassiveHealthCheckPolicy, ConsecutiveErrorsPolicy>();
        foreach (var name in HealthPolicy.Active)
        {
            services.AddSingleton<IActiveHealthCheckPolicy>(
                all => ActivatorUtilities.CreateInstance<ProbePolicy>(all, name));
        }
    }

    private static void AddBalancing(IServiceCollection services)
    {
        services.AddSingleton<DestinationDrains>();
        services.RemoveAll<IAvailableDestinationsPolicy>();
        foreach (var name in new[]
        {
            HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            HealthCheckConstants.AvailableDestinations.HealthyAndUnknown,
        })
        {
            services.AddSingleton<IAvailableDestinationsPolicy>(
                all => ActivatorUtilities.CreateInstance<DestinationChoice>(all, name));
        }

        services.AddSingleton<ILoadBalancingPolicy, WeightedTurns>();
        services.AddSingleton<ILoadBalancingPolicy, WeightedLeastRequests>();
        services.AddSingleton<ILoadBalancingPolicy, AddressHash>();
    }

    // YARP brings data protection for encrypted affinity cookies. Left alone it writes a key ring to the home directory
    // at start. Keys in memory will do: a cookie from before a restart, or of the other node, is dealt a destination
    // anew.
    private static void KeepNoKeysOnDisk(IServiceCollection services)
    {
        foreach (var service in services.Where(WritesKeys).ToList())
        {
            services.Remove(service);
        }

        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
    }

    private static bool WritesKeys(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && service.ImplementationType?.Assembly == typeof(EphemeralDataProtectionProvider).Assembly;

    private static void UsePipeline(WebApplication app, ProxyParts parts)
    {
        app.UseMiddleware<TrafficWatch>(parts);
        app.Use(GoneClients.InvokeAsync);
        app.Use((HttpContext context, RequestDelegate next) =>
        {
            parts.Open.OnRequest(context);
            return next(context);
        });
        app.UseMiddleware<RequestIntake>(parts);
        app.UseMiddleware<HostTerms>(parts);
        app.Use(RoutePath.TidyAsync);
        app.UseRouting();
        app.Use(RoutePath.RestoreAsync);
        // AFTER the whole route table has been asked: the self-test goes the way that requests go.
        var state = app.Services.GetRequiredService<IProxyStateLookup>();
        app.Use((HttpContext context, RequestDelegate next) => parts.SelfTest.TryAnswer(
            context, () => state.GetRoutes().Any() || parts.Routing.GetConfig().Routes.Count == 0)
            ? Task.CompletedTask
            : next(context));
        app.Use((HttpContext context, RequestDelegate next) =>
            parts.Rates.TryRefuse(context)
                ? parts.ErrorPages.AnswerAsync(context, StatusCodes.Status429TooManyRequests)
                : next(context));
        app.Use((HttpContext context, RequestDelegate next) =>
            context.GetEndpoint() is null
                ? parts.ErrorPages.AnswerAsync(context, StatusCodes.Status404NotFound)
                : next(context));
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<ForwardingFailures>(parts);
            proxy.UseMiddleware<RequestRetry>(parts);
            proxy.UseSessionAffinity();
            proxy.UseMiddleware<SlowStart>(parts.Time);
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
            proxy.UseMiddleware<LateAnswers>(parts);
            proxy.Use(UnwantedUploads.InvokeAsync);
            proxy.UseMiddleware<WebSocketFallback>();
        }).ConfigureEndpoints(new RouteChain(parts, app.Services).Add);
    }
}
