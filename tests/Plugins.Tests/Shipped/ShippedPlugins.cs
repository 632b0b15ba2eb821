using Gateway.Plugins.Loading;
using Shared;

namespace Plugins.Tests.Shipped;

/// <summary>Where the plugins of this repository are.</summary>
internal static class ShippedPlugins
{
    /// <summary>Beside the gateway, where the build drops them.</summary>
    public static PluginCatalog Catalog { get; } = new(Path.Combine(BuiltGateway.Folder, "plugins"));

    /// <summary>Their source, a folder each, and one that they share.</summary>
    public static string SourceFolder { get; } = Repository.PathOf("plugins");

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names { get; } = Directory.EnumerateDirectories(SourceFolder)
        .Select(folder => Path.GetFileName(folder))
        .Where(name => File.Exists(Path.Combine(SourceFolder, name, $"{name}.csproj")))
        .Order(StringComparer.Ordinal);
}
