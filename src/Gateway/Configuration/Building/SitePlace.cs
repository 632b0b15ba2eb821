namespace Gateway.Configuration.Building;

/// <summary>Where a site, or a path of it, stands in the file, and which requests come to it.</summary>
/// <param name="Path">Its path in the file.</param>
/// <param name="Key">The key of the site.</param>
/// <param name="Hosts">Its hosts; none for the default site.</param>
/// <param name="Name">The path of the site; empty for the site itself.</param>
/// <param name="Prefix">What the paths of its requests begin with; empty for all paths.</param>
internal sealed record SitePlace(string Path, string Key, IReadOnlyList<string> Hosts, string Name, string Prefix);
