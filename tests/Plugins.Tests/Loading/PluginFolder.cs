using System.Text.Json;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Plugins.Tests.Loading;

/// <summary>A folder of plugins, compiled from source, and a host for them.</summary>
internal sealed class PluginFolder : IAsyncDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Gateway.Plugins;
        """;

    private static readonly string[] Platform =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    private readonly string folder = Directory.CreateTempSubdirectory("gateway-plugins-").FullName;

    public PluginFolder(TimeProvider? time = null)
    {
        Catalog = new PluginCatalog(folder);
        Host = new PluginHost(Catalog, Threads, NullLoggerFactory.Instance, time ?? TimeProvider.System);
    }

    public PluginCatalog Catalog { get; }

    public PluginThreads Threads { get; } = new();

    public PluginHost Host { get; }

    public string PathOf(string plugin, string? library = null) =>
        Path.Combine(folder, plugin, (library ?? plugin) + ".dll");

    public void AddFile(string plugin, byte[] image) => Write(PathOf(plugin), image);

    public void Add(string plugin, string source, params string[] libraries) =>
        Write(PathOf(plugin), Compile(plugin, Usings + source, [.. ContractAndPlatform, .. libraries]));

    /// <summary>A plugin built against another contract than this host's.</summary>
    public void AddWithContract(string plugin, string version, string source)
    {
        string[] others = [.. Platform.Where(path => !path.EndsWith("Gateway.Plugins.dll", StringComparison.Ordinal))];
        var contract = $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] "
            + "namespace Gateway.Plugins { public interface IHealthCheck { } }";
        var path = Path.Combine(folder, "Gateway.Plugins.dll");
        Write(path, Compile("Gateway.Plugins", contract, others));
        Write(PathOf(plugin), Compile(plugin, source, [path, .. others]));
    }

    /// <summary>A library that a plugin brings along.</summary>
    public string AddLibrary(string plugin, string library, string source)
    {
        var path = PathOf(plugin, library);
        Write(path, Compile(library, source, Platform));
        return path;
    }

    public Task<IHealthCheck> CreateAsync(string plugin, string settings = "{}") =>
        Host.CreateHealthCheckAsync(plugin, "uplink", JsonElement.Parse(settings), CancellationToken.None);

    public Task<PluginException> FailsAsync(string plugin, string settings = "{}") =>
        Assert.ThrowsAsync<PluginException>(() => CreateAsync(plugin, settings));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> ContractAndPlatform =>
        Platform.Append(typeof(IHealthCheck).Assembly.Location).Distinct();

    private static byte[] Compile(string assembly, string source, IEnumerable<string> references)
    {
        var compilation = CSharpCompilation.Create(
            assembly,
            [CSharpSyntaxTree.ParseText(source)],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return image.ToArray();
    }

    /// <summary>Whatever the umask of the machine: not writable by others.</summary>
    private static void Write(string path, byte[] image)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly);
        File.WriteAllBytes(path, image);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
