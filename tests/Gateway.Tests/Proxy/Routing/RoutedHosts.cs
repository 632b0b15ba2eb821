using Gateway.Proxy.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Proxy.Routing;

/// <summary>ASP.NET Core's routing over a table of endpoints, with our policy for hosts or with its own.</summary>
internal sealed class RoutedHosts : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RequestDelegate _pipeline;

    public RoutedHosts(IEnumerable<Endpoint> endpoints, bool ours)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "gateway" });
        _ = builder.WebHost.UseKestrelCore();
        _ = builder.Services.AddRouting();
        if (ours)
        {
            HostPolicy.Install(builder.Services);
        }

        _app = builder.Build();
        ((IEndpointRouteBuilder)_app).DataSources.Add(new DefaultEndpointDataSource(endpoints));
        _ = _app.UseRouting();
        _ = _app.Use((HttpContext _, RequestDelegate _) => Task.CompletedTask);
        _pipeline = ((IApplicationBuilder)_app).Build();
    }

    public static Endpoint Endpoint(
        string name, string path = "/{**rest}", int order = 0, string? method = null, params string[] hosts)
    {
        var builder = new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse(path), order)
        {
            DisplayName = name,
            Metadata = { new HostAttribute(hosts) },
        };
        if (method is not null)
        {
            builder.Metadata.Add(new HttpMethodMetadata([method]));
        }

        return builder.Build();
    }

    /// <summary>The name of the endpoint that gets a request, "none", or those that are level.</summary>
    public async Task<string> AskAsync(string host, string path = "/", string method = "GET", string scheme = "http")
    {
        var context = new DefaultHttpContext { RequestServices = _app.Services };
        context.Request.Method = method;
        context.Request.Scheme = scheme;
        context.Request.Host = new(host);
        context.Request.Path = path;
        try
        {
            await _pipeline(context);
        }
        catch (Exception undecided) when (undecided.GetType().Name == "AmbiguousMatchException")
        {
            return string.Join(" = ", undecided.Message.Split('\n')[1..].Select(line => line.Trim())
                .Where(line => line.Length > 0).Order(StringComparer.Ordinal));
        }

        return context.GetEndpoint()?.DisplayName ?? "none";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
