namespace Gateway.Configuration;

/// <summary>Which plugins a folder holds: every <c>Name/Name.dll</c>. Nothing is loaded.</summary>
internal static class InstalledPlugins
{
    /// <summary>Lists the names in a folder.</summary>
    /// <returns>None when the folder does not exist or cannot be read.</returns>
    public static IReadOnlySet<string> In(string folder)
    {
        try
        {
            return PluginFolder.Of(folder).List().ToHashSet();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new HashSet<string>();
        }
    }
}
