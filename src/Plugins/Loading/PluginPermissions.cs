namespace Gateway.Plugins.Loading;

/// <summary>A plugin runs with the rights of the host, so nobody else may be able to change it.</summary>
internal static class PluginPermissions
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Looks at the folder of plugins, the plugin's folder, and all that is in it: a DLL beside the plugin is
    /// loaded too.</summary>
    /// <exception cref="PluginException">Group or others may write; the message says what to do.</exception>
    public static void Require(string plugin, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Require(plugin, Path.GetDirectoryName(folder)!, "go-w");
        Require(plugin, folder, "-R go-w");
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
        {
            Require(plugin, entry, "-R go-w", folder);
        }
    }

    private static void Require(string plugin, string path, string chmod, string? target = null)
    {
        var mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
        if ((mode & Others) != 0)
        {
            throw new PluginException(
                plugin,
                $"{path} can be changed by other users (mode {Octal(mode)}), who could so run code in the gateway; "
                + $"run: chmod {chmod} {target ?? path}");
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(3, '0');
}
