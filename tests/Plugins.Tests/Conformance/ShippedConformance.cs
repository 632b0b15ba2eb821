using System.Text.Json;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.Logging.Abstractions;
using Plugins.Tests.Shipped;
using Shared;

namespace Plugins.Tests.Conformance;

/// <summary>What a shipped plugin must keep besides: it works out of its own folder, loaded as the gateway loads
/// it.</summary>
/// <typeparam name="TPlugin">The plugin's one public type.</typeparam>
public abstract class ShippedConformance<TPlugin> : PluginConformance<TPlugin>
    where TPlugin : IPlugin, new()
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static bool IsCheck => typeof(TPlugin).IsAssignableTo(typeof(IHealthCheck));

    private static string Name => typeof(TPlugin).Assembly.GetName().Name!;

    [Fact]
    public async Task It_works_as_the_gateway_loads_it()
    {
        await using var host = new PluginHost(
            ShippedPlugins.Catalog, new PluginThreads(), NullLoggerFactory.Instance, TimeProvider.System);
        var settings = JsonElement.Parse(GoodSettings);

        if (IsCheck)
        {
            var check = await host.CreateHealthCheckAsync(Name, "shipped", settings, CancellationToken.None);
            var result = await check.CheckAsync(CancellationToken.None).WaitAsync(Soon);
            Assert.True(result.IsHealthy, result.Text);
        }
        else
        {
            var action = await host.CreateNotifyActionAsync(Name, "shipped", settings, CancellationToken.None);
            await action.NotifyAsync(Plugged.News(), CancellationToken.None).WaitAsync(Soon);
        }
    }

    [Fact]
    public async Task Wrong_settings_are_named_as_the_gateway_loads_it()
    {
        await using var host = new PluginHost(
            ShippedPlugins.Catalog, new PluginThreads(), NullLoggerFactory.Instance, TimeProvider.System);
        var settings = JsonElement.Parse(WrongSettings);

        var error = await Assert.ThrowsAsync<PluginException>(async () => await (IsCheck
            ? (Task)host.CreateHealthCheckAsync(Name, "shipped", settings, CancellationToken.None)
            : host.CreateNotifyActionAsync(Name, "shipped", settings, CancellationToken.None)));

        Assert.True(error.IsOfSettings);
        Assert.Equal(WrongPaths.Order(), error.Problems.Select(problem => problem.Path).Order());
    }
}
