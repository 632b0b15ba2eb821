using System.Runtime.Versioning;

namespace Gateway.Plugins.Loading;

/// <summary>A plugin runs with the rights of the host, so nobody else may be able to change it.</summary>
/// <param name="plugin">The plugin's name.</param>
/// <param name="strangerOf">As <see cref="PluginCatalog.StrangerOf"/>.</param>
internal sealed class PluginPermissions(string plugin, Func<string, uint?> strangerOf)
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Looks at the folder of plugins, the plugin's folder, and all that is in it: a DLL beside the plugin is
    /// loaded too.</summary>
    /// <param name="path">The plugin's DLL.</param>
    /// <exception cref="PluginException">Group or others may write, somebody else owns it, or something there cannot be
    /// looked at; the message says what to do.</exception>
    public void Require(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Require(Path.GetDirectoryName(folder)!, "", null);
        Require(folder, "-R ", null);
        try
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
            {
                Require(entry, "-R ", folder);
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(plugin, $"{folder} cannot be looked through: {wrong.Message}", wrong);
        }
    }

    private void Require(string path, string depth, string? target)
    {
        var mode = OperatingSystem.IsWindows() ? default : ModeOf(path);
        if ((mode & Others) != 0)
        {
            throw new PluginException(
                plugin,
                $"{path} can be changed by other users (mode {Octal(mode)}), who could so run code in the gateway; "
                + $"run: chmod {depth}go-w {target ?? path}");
        }

        if (strangerOf(path) is { } stranger)
        {
            throw new PluginException(
                plugin,
                $"{path} belongs to another user (number {stranger}), who could so run code in the gateway; "
                + $"run: chown {depth}root {target ?? path}");
        }
    }

    /// <summary>A link has the mode of what it leads to: that is what would be loaded.</summary>
    [UnsupportedOSPlatform("windows")]
    private UnixFileMode ModeOf(string path)
    {
        try
        {
            return File.GetUnixFileMode(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            var problem = new FileInfo(path).LinkTarget is { } target
                ? $"{path} is a link to {target}, which leads nowhere; remove it or mend it"
                : $"{path} cannot be looked at: {wrong.Message}";
            throw new PluginException(plugin, problem, wrong);
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(3, '0');
}
