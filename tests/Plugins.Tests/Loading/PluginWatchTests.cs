using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;

namespace Plugins.Tests.Loading;

/// <summary>Facts about noticing what happens in the folder of plugins, with the real file system.</summary>
public sealed class PluginWatchTests : IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private readonly PluginFolder plugins = new();

    public ValueTask DisposeAsync() => plugins.DisposeAsync();

    [Fact]
    public async Task What_is_dropped_in_replaced_and_removed_is_noticed()
    {
        var check = await plugins.OpenAsync("P");
        await using var watch = Watch();

        plugins.Add("P", PluginSources.With(""));
        await plugins.Log.HearsAsync("generation 2 serves check uplink");
        Assert.True((await check.CheckAsync(CancellationToken.None)).IsHealthy);
        plugins.Add("P", PluginSources.With("/* another */"));
        await plugins.Log.HearsAsync("generation 3 serves check uplink");
        plugins.Remove("P");
        await plugins.Log.HearsAsync("Plugin P was removed");

        Assert.False((await check.CheckAsync(CancellationToken.None)).IsHealthy);
    }

    [Fact]
    public async Task A_folder_of_plugins_that_is_not_there_yet_is_looked_for()
    {
        var check = await plugins.OpenAsync("P");
        Directory.Delete(plugins.Catalog.Folder);
        await using var watch = Watch();

        plugins.Add("P", PluginSources.With(""));
        await plugins.Log.HearsAsync("generation 2 serves check uplink");

        Assert.True((await check.CheckAsync(CancellationToken.None)).IsHealthy);
    }

    [Fact]
    public async Task A_plugin_behind_a_link_is_noticed_by_looking_now_and_then()
    {
        var elsewhere = Directory.CreateTempSubdirectory("gateway-elsewhere-").FullName;
        var dll = Path.Combine(elsewhere, "P.dll");
        PluginCompiler.Write(dll, PluginCompiler.CompilePlugin("P", PluginSources.With("")));
        Directory.CreateSymbolicLink(Path.Combine(plugins.Catalog.Folder, "P"), elsewhere);
        var check = await plugins.OpenAsync("P");
        Assert.True((await check.CheckAsync(CancellationToken.None)).IsHealthy);
        await using var watch = Watch();

        PluginCompiler.Write(dll, PluginCompiler.CompilePlugin("P", PluginSources.With("/* another */")));
        await plugins.Log.HearsAsync("generation 2 serves check uplink");

        Directory.Delete(elsewhere, recursive: true);
    }

    private PluginWatch Watch() => new(
        plugins.Host, TimeProvider.System, NullLogger<PluginWatch>.Instance, Quiet, lookPeriod: 3 * Quiet);
}
