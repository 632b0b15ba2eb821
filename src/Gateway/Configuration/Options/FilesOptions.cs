namespace Gateway.Configuration.Options;

/// <summary>The static files of a site as written.</summary>
internal sealed class FilesOptions
{
    /// <summary>Written as a text: the folder.</summary>
    public FilesOptions(string folder) => Folder = folder;

    /// <summary>Written as an object.</summary>
    public FilesOptions(FilesFolderOptions settings) => Settings = settings;

    /// <summary>The folder; null when an object stands there.</summary>
    public string? Folder { get; }

    /// <summary>The object; null when a text stands there.</summary>
    public FilesFolderOptions? Settings { get; }
}
