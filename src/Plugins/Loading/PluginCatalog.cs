using System.Collections.Immutable;
using Gateway.Plugins.Settings;

namespace Gateway.Plugins.Loading;

/// <summary>The folder of plugins: each is <c>NAME/NAME.dll</c> with what it needs beside it.</summary>
/// <param name="folder">Absolute. Need not exist: then there are no plugins.</param>
internal sealed class PluginCatalog(string folder)
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Who owns a path and must not be able to change a plugin, by number; null for nobody. Never
    /// throws.</summary>
    public Func<string, uint?> StrangerOf { get; init; } = _ => null;

    /// <summary>The plugins there at the moment, sorted. A folder without its DLL is none.</summary>
    public ImmutableArray<string> List() =>
        Directory.Exists(folder) ? [.. Folders().Where(Contains).Order(StringComparer.Ordinal)] : [];

    /// <summary>Whether there is such a plugin at the moment.</summary>
    public bool Contains(string name) => IsName(name) && File.Exists(PathOf(name));

    /// <summary>The DLL of a plugin that exists.</summary>
    /// <exception cref="PluginException">It does not; the message says what is there instead.</exception>
    public string Find(string name) => Contains(name) ? PathOf(name) : throw new PluginException(name, WhyNot(name));

    private IEnumerable<string> Folders() =>
        Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path));

    private string WhyNot(string name)
    {
        if (!IsName(name))
        {
            return "a plugin's name is the name of its folder, not a path";
        }

        var names = List();
        var there = names.IsEmpty ? "there are no plugins" : $"there are {string.Join(", ", names)}";
        return $"{PathOf(name)} does not exist; {there}{NearestName.Question(name, names)}";
    }

    private string PathOf(string name) => Path.Combine(folder, name, name + ".dll");

    /// <summary>A name out of a configuration must not lead out of the folder.</summary>
    private static bool IsName(string name) => name.Length > 0 && name[0] != '.' && Path.GetFileName(name) == name;
}
