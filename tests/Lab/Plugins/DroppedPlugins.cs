using System.Text.Json.Nodes;
using Shared;

namespace Lab.Plugins;

/// <summary>A folder of plugins compiled from source, for one pair.</summary>
internal sealed class DroppedPlugins : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("lab-plugins-").FullName;

    private string PluginsFolder => Path.Combine(_folder, "plugins");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Adds a plugin or replaces it, whether or not a gateway runs.</summary>
    internal void Drop(string plugin, string source)
    {
        string path = Path.Combine(PluginsFolder, plugin, plugin + ".dll");
        PluginCompiler.Write(path, PluginCompiler.CompilePlugin(plugin, source));
        File.SetUnixFileMode(PluginsFolder, OwnerOnly);
    }

    /// <summary>A folder beside the plugins', for what they write.</summary>
    internal string FolderOf(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>Lets the gateways of a configuration use this folder.</summary>
    internal void AddTo(JsonObject root) => root["Plugins"] = new JsonObject { ["Folder"] = PluginsFolder };
}
