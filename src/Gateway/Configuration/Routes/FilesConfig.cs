namespace Gateway.Configuration.Routes;

/// <summary>Files that are served.</summary>
/// <param name="Folder">The folder, absolute.</param>
/// <param name="Index">The file that stands for a folder.</param>
/// <param name="Fallback">The file below the folder that stands for those that are not there; null for none.</param>
/// <param name="IsOfSite">Whether a path has them from its site: the folder holds all of the site then.</param>
internal sealed record FilesConfig(string Folder, string Index, string? Fallback, bool IsOfSite);
