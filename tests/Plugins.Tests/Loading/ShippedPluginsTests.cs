using System.Text.Json;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.Logging.Abstractions;

namespace Plugins.Tests.Loading;

/// <summary>Facts about the plugins that the build drops beside the gateway.</summary>
public sealed class ShippedPluginsTests
{
    private static readonly PluginCatalog Catalog = new(Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "Gateway", Path.GetFileName(Configuration), "plugins")));

    private static string Configuration => Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    [Fact]
    public async Task The_script_plugin_loads_and_answers_as_in_the_gateway()
    {
        await using var host = new PluginHost(
            Catalog, new PluginThreads(), NullLoggerFactory.Instance, TimeProvider.System);

        var settings = JsonElement.Parse("""{ "Command": [ "/bin/echo", "fine" ] }""");
        var check = await host.CreateHealthCheckAsync("Script", "uplink", settings, CancellationToken.None);
        var result = await check.CheckAsync(CancellationToken.None);

        Assert.Equal("fine", result.Text);
    }
}
