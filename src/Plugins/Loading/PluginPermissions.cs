using System.Runtime.Versioning;

namespace Gateway.Plugins.Loading;

/// <summary>A plugin runs with the rights of the host, so nobody else may be able to change it.</summary>
internal static class PluginPermissions
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Looks at the folder of plugins, the plugin's folder, and all that is in it: a DLL beside the plugin is
    /// loaded too.</summary>
    /// <exception cref="PluginException">Group or others may write, or something there cannot be looked at; the message
    /// says what to do.</exception>
    public static void Require(string plugin, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Require(plugin, Path.GetDirectoryName(folder)!, "go-w");
        Require(plugin, folder, "-R go-w");
        try
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
            {
                Require(plugin, entry, "-R go-w", folder);
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(plugin, $"{folder} cannot be looked through: {wrong.Message}", wrong);
        }
    }

    private static void Require(string plugin, string path, string chmod, string? target = null)
    {
        var mode = OperatingSystem.IsWindows() ? default : ModeOf(plugin, path);
        if ((mode & Others) != 0)
        {
            throw new PluginException(
                plugin,
                $"{path} can be changed by other users (mode {Octal(mode)}), who could so run code in the gateway; "
                + $"run: chmod {chmod} {target ?? path}");
        }
    }

    /// <summary>A link has the mode of what it leads to: that is what would be loaded.</summary>
    [UnsupportedOSPlatform("windows")]
    private static UnixFileMode ModeOf(string plugin, string path)
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
