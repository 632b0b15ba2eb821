using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tidy.Sources;

namespace Tidy.Edges;

/// <summary>Which top folders of a project may know which others. A folder that the table does not name is an
/// error.</summary>
/// <param name="folder">The project's folder, relative to the root of the repository.</param>
/// <param name="rootNamespace">Its namespace.</param>
/// <param name="allowed">Folders that the folder may use; its own inner folders always.</param>
internal sealed class FolderEdges(
    string folder, string rootNamespace, IReadOnlyDictionary<string, IReadOnlyList<string>> allowed)
{
    public IEnumerable<Violation> Violations(SourceFile file)
    {
        var parts = file.Path[(folder.Length + 1)..].Split('/');
        if (parts.Length == 1)
            return [];
        if (!allowed.TryGetValue(parts[0], out var targets))
            return [new(file.Path, 1, $"{parts[0]} has no line in the table of edges")];

        return from name in file.Root.DescendantNodes()
               where name is QualifiedNameSyntax or MemberAccessExpressionSyntax
               where name.Parent is not (QualifiedNameSyntax or MemberAccessExpressionSyntax)
               let target = TargetOf(name.ToString(), name is QualifiedNameSyntax)
               where target is not null && target != parts[0] && !targets.Contains(target)
               select file.At(name, $"{parts[0]} may not use {target}");
    }

    /// <summary>Folders of a circle in the table; empty when it has none.</summary>
    public IReadOnlyList<string> Circle()
    {
        var open = allowed.Keys.ToList();
        while (open.Find(source => !allowed[source].Any(open.Contains)) is { } leaf)
            open.Remove(leaf);
        return open;
    }

    /// <summary>The folder of a full name, or of a type's name that starts inside the root namespace.</summary>
    private string? TargetOf(string name, bool isType)
    {
        var full = name.Replace("global::", string.Empty, StringComparison.Ordinal);
        if (full.StartsWith(rootNamespace + ".", StringComparison.Ordinal))
            full = full[(rootNamespace.Length + 1)..];
        else if (!isType)
            return null;
        var first = full.Split('.')[0];
        return allowed.ContainsKey(first) ? first : null;
    }
}
