namespace Gateway.Plugins.Loading;

/// <summary>What a host knows of one plugin. Belongs to the host, under its gate.</summary>
internal sealed class InstalledPlugin(string name)
{
    /// <summary>The plugin's name.</summary>
    public string Name => name;

    /// <summary>The newest good generation; null for none.</summary>
    public PluginHandle? Handle { get; set; }

    /// <summary>How many checks and actions of it are being started for the first time.</summary>
    public int Starting { get; set; }

    /// <summary>How many generations have been tried.</summary>
    public int Generations { get; set; }

    /// <summary>The state of the folder that was tried last.</summary>
    public FolderStamp Tried { get; set; }

    /// <summary>The state of the folder at the last look.</summary>
    public FolderStamp Seen { get; set; }
}
