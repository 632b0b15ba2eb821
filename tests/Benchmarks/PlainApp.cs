using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Configuration;

namespace Benchmarks;

/// <summary>The smallest proxy that YARP makes, as its guide has it: what our own defaults are measured against. Its
/// line for each request is off, which alone costs 80 %.</summary>
internal static class PlainApp
{
    /// <summary>Serves until the process ends.</summary>
    public static async Task RunAsync(int port, string upstream, string certificate, string key)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        using var loaded = X509Certificate2.CreateFromPemFile(certificate, key);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            _ = listen.UseHttps(loaded);
        }));
        RouteConfig[] routes = [new() { RouteId = "all", ClusterId = "all", Match = new() { Path = "{**all}" } }];
        ClusterConfig[] clusters =
        [
            new()
            {
                ClusterId = "all",
                Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = upstream } },
            },
        ];
        _ = builder.Services.AddReverseProxy().LoadFromMemory(routes, clusters);
        await using var app = builder.Build();
        _ = app.MapReverseProxy();
        await app.RunAsync();
    }
}
