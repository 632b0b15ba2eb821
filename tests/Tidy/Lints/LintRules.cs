using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tidy.Sources;

namespace Tidy.Lints;

/// <summary>A warning about a configuration has an id, a page that explains it, and a test with its text.</summary>
internal static class LintRules
{
    public const string Folder = "src/Gateway/Configuration/Lint";

    private const string Interface = "ILintRule";
    private const string Property = "Id";

    /// <summary>The ids of the rules in a file, each a literal.</summary>
    public static IEnumerable<string> Ids(SourceFile file) =>
        from type in file.Root.DescendantNodes().OfType<ClassDeclarationSyntax>()
        where type.BaseList?.Types.Any(known => known.Type.ToString() == Interface) == true
        from property in type.Members.OfType<PropertyDeclarationSyntax>()
        where property.Identifier.Text == Property
        from literal in property.DescendantNodes().OfType<LiteralExpressionSyntax>()
        where literal.IsKind(SyntaxKind.StringLiteralExpression)
        select literal.Token.ValueText;

    /// <summary>What is missing of a rule, or too much.</summary>
    /// <param name="file">The file of the rule.</param>
    /// <param name="pages">Names and texts of the pages.</param>
    /// <param name="tests">The texts of the tests.</param>
    public static IEnumerable<Violation> Incomplete(
        SourceFile file, IReadOnlyDictionary<string, string> pages, IReadOnlyCollection<string> tests)
    {
        foreach (var id in Ids(file))
        {
            if (!pages.TryGetValue(id, out var page) || !page.StartsWith($"# {id}: ", StringComparison.Ordinal))
                yield return new(file.Path, 1, $"config/lint/{id}.md does not begin with \"# {id}: \"");
            if (!tests.Any(test => test.Contains($"warning [{id}] ", StringComparison.Ordinal)))
                yield return new(file.Path, 1, $"no test has the text that follows \"warning [{id}]\"");
        }
    }

    /// <summary>Pages of no rule.</summary>
    public static IEnumerable<Violation> Orphans(IEnumerable<string> pages, IReadOnlyCollection<string> ids) =>
        from page in pages
        where !ids.Contains(page)
        select new Violation($"config/lint/{page}.md", 1, "no rule has this id");
}
