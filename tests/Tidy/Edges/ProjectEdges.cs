using Tidy.Sources;

namespace Tidy.Edges;

/// <summary>Which projects may refer to which, and that src/Vrrp takes no package but analyzers.</summary>
internal static class ProjectEdges
{
    public static IEnumerable<Violation> References(
        ProjectFile project, IReadOnlyDictionary<string, IReadOnlyList<string>> allowed)
    {
        if (project.Folder.StartsWith("tests/", StringComparison.Ordinal))
            return [];
        var line = allowed.GetValueOrDefault(project.Folder)
            ?? allowed.GetValueOrDefault(Path.GetDirectoryName(project.Folder) + "/*");
        if (line is null)
            return [new(project.Path, 1, "the project has no line in the table of edges")];
        return project.References.Where(reference => !line.Contains(reference))
            .Select(reference => new Violation(project.Path, 1, $"{project.Name} may not refer to {reference}"));
    }

    /// <summary>An analyzer is a private asset and says so in its name; anything else is linked.</summary>
    public static IEnumerable<Violation> LinkedPackages(ProjectFile project) =>
        from kind in new[] { "PackageReference", "FrameworkReference", "Reference" }
        from item in project.Items(kind)
        let name = ProjectFile.Include(item)
        where !name.EndsWith("Analyzers", StringComparison.Ordinal) || item.Attribute("PrivateAssets")?.Value != "all"
        select new Violation(project.Path, 1, $"{kind} {name} is no analyzer");
}
