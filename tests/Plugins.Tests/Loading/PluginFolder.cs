using System.Text.Json;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Shared;

namespace Plugins.Tests.Loading;

/// <summary>A folder of plugins, compiled from source, and a host for them.</summary>
internal sealed class PluginFolder : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-plugins-").FullName;

    public PluginFolder(TimeProvider? time = null)
    {
        Catalog = new PluginCatalog(folder) { StrangerOf = path => path == Foreign ? 1234 : null };
        Host = new PluginHost(Catalog, Threads, Log, time ?? TimeProvider.System);
    }

    public PluginCatalog Catalog { get; }

    /// <summary>The one path that somebody else owns.</summary>
    public string? Foreign { get; set; }

    public ListeningLog Log { get; } = new();

    public PluginThreads Threads { get; } = new();

    public PluginHost Host { get; }

    public string PathOf(string plugin, string? library = null) =>
        Path.Combine(folder, plugin, (library ?? plugin) + ".dll");

    public void AddFile(string plugin, byte[] image) => PluginCompiler.Write(PathOf(plugin), image);

    public void Add(string plugin, string source, params string[] libraries) =>
        PluginCompiler.Write(PathOf(plugin), PluginCompiler.CompilePlugin(plugin, source, libraries));

    /// <summary>A plugin built against another contract than this host's.</summary>
    public void AddWithContract(string plugin, string version, string source)
    {
        string[] others =
        [
            .. PluginCompiler.Platform
                .Where(path => !path.EndsWith("Gateway.Plugins.dll", StringComparison.Ordinal)),
        ];
        var contract = $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] "
            + "namespace Gateway.Plugins { public interface IHealthCheck { } }";
        var path = Path.Combine(folder, "Gateway.Plugins.dll");
        PluginCompiler.Write(path, PluginCompiler.Compile("Gateway.Plugins", contract, others));
        PluginCompiler.Write(PathOf(plugin), PluginCompiler.Compile(plugin, source, [path, .. others]));
    }

    /// <summary>A library that a plugin brings along.</summary>
    public string AddLibrary(string plugin, string library, string source)
    {
        var path = PathOf(plugin, library);
        PluginCompiler.Write(path, PluginCompiler.Compile(library, source, PluginCompiler.Platform));
        return path;
    }

    public Task<IHealthCheck> CreateAsync(string plugin, string settings = "{}") =>
        Host.CreateHealthCheckAsync(plugin, "uplink", JsonElement.Parse(settings), CancellationToken.None);

    /// <summary>A check as a running gateway has it.</summary>
    public Task<IHealthCheck> OpenAsync(string plugin, string name = "uplink", string settings = "{}") =>
        Host.OpenHealthCheckAsync(plugin, name, JsonElement.Parse(settings), CancellationToken.None);

    public void Remove(string plugin) => Directory.Delete(Path.Combine(folder, plugin), recursive: true);

    /// <summary>Applies what has changed, as if the folder had been quiet.</summary>
    public async Task ApplyAsync()
    {
        while (!await Host.RescanAsync(CancellationToken.None))
        {
        }
    }

    public Task<PluginException> FailsAsync(string plugin, string settings = "{}") =>
        Assert.ThrowsAsync<PluginException>(() => CreateAsync(plugin, settings));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
