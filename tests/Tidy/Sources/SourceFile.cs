using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tidy.Sources;

/// <summary>A C# file, parsed once.</summary>
internal sealed class SourceFile
{
    public SourceFile(string path, string text)
    {
        Path = path;
        Lines = text.TrimEnd('\n').Split('\n');
        Root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
    }

    /// <summary>Relative to the root of the repository, with slashes.</summary>
    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    public CompilationUnitSyntax Root { get; }

    /// <summary>The namespace of the file; empty when it declares none.</summary>
    public string Namespace => Root.Members.OfType<BaseNamespaceDeclarationSyntax>()
        .Select(declaration => declaration.Name.ToString()).FirstOrDefault() ?? string.Empty;

    /// <summary>Types and delegates that are in no other type.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes => Root
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>()
        .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public Violation At(SyntaxToken token, string what) => At(token.GetLocation(), what);

    public Violation At(SyntaxNode node, string what) => At(node.GetLocation(), what);

    public Violation At(Location location, string what) =>
        new(Path, location.GetLineSpan().StartLinePosition.Line + 1, what);
}
