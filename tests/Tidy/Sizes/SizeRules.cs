using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Tidy.Sources;

namespace Tidy.Sizes;

/// <summary>What a reader can hold: a file, a method, a line.</summary>
internal static class SizeRules
{
    public const int FileLines = 300;
    public const int MethodLines = 70;
    public const int Columns = 120;

    public static IEnumerable<Violation> LongFile(SourceFile file)
    {
        if (file.Lines.Count > FileLines)
            yield return new(file.Path, FileLines + 1, $"the file has {file.Lines.Count} lines, at most {FileLines}");
    }

    /// <summary>Methods, constructors, operators, accessors and local functions, without their documentation.</summary>
    public static IEnumerable<Violation> LongMethods(SourceFile file) =>
        from node in file.Root.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        let span = node.GetLocation().GetLineSpan()
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > MethodLines
        select file.At(node, $"the method has {lines} lines, at most {MethodLines}");

    public static IEnumerable<Violation> WideLines(SourceFile file) =>
        from line in Enumerable.Range(0, file.Lines.Count)
        let columns = file.Lines[line].Length
        where columns > Columns
        select new Violation(file.Path, line + 1, $"the line has {columns} columns, at most {Columns}");

    /// <summary>As <see cref="WideLines"/>, but a string may run over, with the punctuation that closes it.</summary>
    public static IEnumerable<Violation> WideLinesOutsideStrings(SourceFile file) =>
        WideLines(file).Where(violation => !IsStringBeyondTheEdge(file, violation.Line - 1));

    private static bool IsStringBeyondTheEdge(SourceFile file, int line)
    {
        var end = file.Root.SyntaxTree.GetText().Lines[line].End;
        var beyond = TextSpan.FromBounds(end - file.Lines[line].Length + Columns, end);
        return !file.Root.DescendantTrivia(beyond).Any(trivia => IsComment(trivia) && trivia.Span.OverlapsWith(beyond))
            && file.Root.DescendantTokens(beyond).Where(token => token.Span.OverlapsWith(beyond)).All(IsStringOrCloses);
    }

    private static bool IsStringOrCloses(SyntaxToken token) =>
        token.Parent is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression
            or (int)SyntaxKind.Utf8StringLiteralExpression }
        || token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is not null
        || token.Kind() is SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseBraceToken
            or SyntaxKind.CommaToken or SyntaxKind.SemicolonToken;

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia
        or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia;
}
