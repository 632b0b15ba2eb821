using Gateway.Configuration;
using Gateway.Proxy.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>Says which route a request would take, by the matcher that serves, with our routes. It listens nowhere and
/// sends nothing.</summary>
internal static class RouteFinder
{
    // The type is ASP.NET Core's own.
    private const string Undecided = "AmbiguousMatchException";

    /// <summary>Finds the route.</summary>
    /// <param name="config">The routes and clusters.</param>
    /// <param name="method">The method, for example <c>GET</c>.</param>
    /// <param name="url">An absolute URL.</param>
    /// <returns>Null when no route matches: the client gets 404.</returns>
    /// <exception cref="InvalidOperationException">More than one route matches equally well, or no route is looked for:
    /// such a path is refused.</exception>
    public static async Task<RouteConfig?> FindAsync(GatewayConfig config, string method, Uri url)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "gateway" });
        // Never started.
        _ = builder.WebHost.UseKestrelCore();
        // YARP would begin to probe destinations, and does not know our policies here.
        var clusters = config.Clusters
            .Select(cluster => cluster with { HealthCheck = null, LoadBalancingPolicy = null }).ToArray();
        _ = builder.Services.AddReverseProxy().LoadFromMemory(config.Routes, clusters);
        HostPolicy.Install(builder.Services);
        await using var app = builder.Build();
        app.Use(RoutePath.TidyAsync);
        app.UseRouting();
        app.Use((HttpContext _, RequestDelegate _) => Task.CompletedTask);
        app.MapReverseProxy();
        var pipeline = ((IApplicationBuilder)app).Build();

        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.Request.Method = method;
        context.Request.Scheme = url.Scheme;
        context.Request.Host = HostString.FromUriComponent(url);
        context.Request.Path = PathString.FromUriComponent(url);
        context.Request.QueryString = QueryString.FromUriComponent(url);
        if (RoutePath.HidesDots(context.Request.Path.Value))
        {
            throw new InvalidOperationException(
                "not every server sees the \".\" or \"..\" in this path: the client gets 400");
        }

        try
        {
            await pipeline(context);
        }
        catch (Exception undecided) when (undecided.GetType().Name == Undecided)
        {
            // Behind a sentence, each in a line of its own.
            var routes = undecided.Message.Split('\n')[1..].Select(line => line.Trim()).Where(line => line.Length > 0);
            throw new InvalidOperationException(
                $"the routes {string.Join(" and ", routes)} match equally well: the client gets 500; "
                + "give one of them an Order", undecided);
        }

        return context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config;
    }
}
