namespace Gateway.Configuration.Options;

/// <summary>The <c>Plugins</c> section as written.</summary>
internal sealed class PluginsOptions
{
    /// <summary>The folder with one folder a plugin. A relative one starts at the program. Defaults to
    /// <c>plugins</c>.</summary>
    public string? Folder { get; set; }
}
