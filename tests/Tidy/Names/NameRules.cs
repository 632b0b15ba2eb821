using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tidy.Sources;

namespace Tidy.Names;

/// <summary>A type is found by its name: nouns of the domain, one type a file, the namespace is the folder.</summary>
internal static partial class NameRules
{
    /// <summary>Files that declare no type: top-level statements, attributes of the assembly.</summary>
    private static readonly string[] WithoutType = ["Program", "Assembly"];

    public static IEnumerable<Violation> EmptyWords(SourceFile file) =>
        from node in file.Root.DescendantNodes()
        where node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        let name = NameOf(node)
        where EmptyWord().IsMatch(name.Text)
        select file.At(name, $"{name.Text} is no noun of the domain");

    public static IEnumerable<Violation> SecondTypes(SourceFile file) => file.TopLevelTypes.Skip(1)
        .Select(type => file.At(NameOf(type), $"{NameOf(type).Text} is the file's second type"));

    /// <summary>Name.cs, or Name.Topic.cs for a partial type.</summary>
    public static IEnumerable<Violation> FileNames(SourceFile file)
    {
        var parts = Path.GetFileNameWithoutExtension(file.Path).Split('.');
        var type = file.TopLevelTypes.FirstOrDefault();
        if (type is null)
        {
            if (!WithoutType.Contains(parts[0]))
                yield return new(file.Path, 1, "the file declares no type");
        }
        else if (parts[0] != NameOf(type).Text)
            yield return file.At(NameOf(type), $"{NameOf(type).Text} is not the name of its file");
        else if (parts.Length > 2 || (parts.Length == 2 && !type.Modifiers.Any(SyntaxKind.PartialKeyword)))
            yield return file.At(NameOf(type), "only a partial type has a topic in its file's name, and only one");
    }

    /// <param name="file">The file.</param>
    /// <param name="folder">Folder of its project, relative to the root of the repository.</param>
    /// <param name="rootNamespace">Namespace of that folder.</param>
    public static IEnumerable<Violation> Namespaces(SourceFile file, string folder, string rootNamespace)
    {
        var inner = Path.GetDirectoryName(file.Path[(folder.Length + 1)..])!;
        var wanted = inner.Length == 0 ? rootNamespace : $"{rootNamespace}.{inner.Replace('/', '.')}";
        if (file.TopLevelTypes.Any() && file.Namespace != wanted)
            yield return new(file.Path, 1, $"the namespace is {file.Namespace}, the folder says {wanted}");
    }

    private static SyntaxToken NameOf(SyntaxNode type) => type switch
    {
        BaseTypeDeclarationSyntax declaration => declaration.Identifier,
        DelegateDeclarationSyntax declaration => declaration.Identifier,
        _ => default,
    };

    [GeneratedRegex("(Manager|Helper|Util)s?($|[A-Z0-9])")]
    private static partial Regex EmptyWord();
}
