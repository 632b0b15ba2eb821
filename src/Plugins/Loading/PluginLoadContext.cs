using System.Reflection;
using System.Runtime.Loader;

namespace Gateway.Plugins.Loading;

/// <summary>The world of one plugin: the contract and the shared framework are the host's, everything else is the
/// plugin's own, so two plugins may use different versions of one library.</summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private static readonly Assembly ContractAssembly = typeof(IHealthCheck).Assembly;

    /// <summary>Where the host's frameworks lie: the runtime's and ASP.NET Core's.</summary>
    private static readonly string[] Frameworks =
    [
        .. new[] { typeof(object).Assembly, typeof(Microsoft.Extensions.Logging.ILogger).Assembly }
            .Select(assembly => Path.GetDirectoryName(assembly.Location)!)
            .Distinct(),
    ];

    private readonly AssemblyDependencyResolver _resolver;

    /// <summary>Opens the world of the plugin with this DLL; loads nothing yet.</summary>
    public PluginLoadContext(string plugin, string path)
        : base(plugin, isCollectible: true) => _resolver = new AssemblyDependencyResolver(path);

    /// <summary>Loads an image and, if it lies beside <paramref name="path"/>, its debug information.</summary>
    /// <remarks>Not from the path: a mapped file that somebody overwrites in place takes the whole process
    /// down.</remarks>
    public Assembly LoadImage(byte[] image, string path)
    {
        var symbols = Path.ChangeExtension(path, ".pdb");
        using var imageStream = new MemoryStream(image, writable: false);
        using var symbolStream = File.Exists(symbols) ? new MemoryStream(File.ReadAllBytes(symbols)) : null;
        return LoadFromStream(imageStream, symbolStream);
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == ContractAssembly.GetName().Name)
        {
            return ContractAssembly;
        }

        // The framework BEFORE the plugin's folder: a private copy of ILogger's assembly would be another ILogger.
        if (Frameworks.Any(folder => File.Exists(Path.Combine(folder, assemblyName.Name + ".dll"))))
        {
            return null;
        }

        var path = _resolver.ResolveAssemblyToPath(assemblyName);
        return path is null ? null : LoadImage(File.ReadAllBytes(path), path);
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
