namespace Gateway.Configuration.Routes;

/// <summary>Files that are served.</summary>
/// <param name="Folder">The folder, absolute.</param>
/// <param name="Index">The file that stands for a folder.</param>
internal sealed record FilesConfig(string Folder, string Index);
