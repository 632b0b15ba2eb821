using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tidy.Sources;

namespace Tidy.Events;

/// <summary>What the program may log: one [LoggerMessage].</summary>
/// <param name="Id">Its number.</param>
/// <param name="Level">How important it is; <c>any</c> where the caller says.</param>
/// <param name="Message">What it says, with its parts in braces.</param>
/// <param name="Place">Where it stands in the source.</param>
internal sealed record LogEvent(int Id, string Level, string Message, Violation Place)
{
    /// <summary>All in a file.</summary>
    public static IEnumerable<LogEvent> In(SourceFile file) =>
        from attribute in file.Root.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString() == "LoggerMessage"
        select Read(file, attribute);

    private static LogEvent Read(SourceFile file, AttributeSyntax attribute)
    {
        var (id, level, message) = (-1, "any", "");
        foreach (var argument in attribute.ArgumentList?.Arguments ?? [])
        {
            switch (argument.Expression)
            {
                case LiteralExpressionSyntax { Token.Value: int number }:
                    id = number;
                    break;
                case MemberAccessExpressionSyntax named when named.Expression.ToString() == "LogLevel":
                    level = named.Name.Identifier.Text;
                    break;
                case var text:
                    message = Join(text);
                    break;
            }
        }

        return new(id, level, message, file.At(attribute, $"event {id}"));
    }

    private static string Join(ExpressionSyntax text) => text switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => Join(sum.Left) + Join(sum.Right),
        _ => $"?{text}",
    };
}
