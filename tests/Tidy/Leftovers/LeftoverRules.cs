using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tidy.Sources;

namespace Tidy.Leftovers;

/// <summary>Nothing is left for later, nothing is swallowed, no test waits for the clock on the wall.</summary>
internal static partial class LeftoverRules
{
    /// <summary>Comments that promise, and code that throws because it is not there.</summary>
    public static IEnumerable<Violation> OpenEnds(SourceFile file) =>
        file.Root.DescendantTrivia()
            .Where(trivia => Promise().IsMatch(trivia.ToFullString()))
            .Select(trivia => file.At(trivia.GetLocation(), "a comment promises work"))
            .Concat(file.Root.DescendantTokens()
                .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == "NotImplementedException")
                .Select(token => file.At(token, "something is not implemented")));

    /// <summary>A catch block does something, or a comment in it says why there is nothing to do.</summary>
    public static IEnumerable<Violation> SilentCatches(SourceFile file) =>
        from clause in file.Root.DescendantNodes().OfType<CatchClauseSyntax>()
        where clause.Block.Statements.Count == 0
        where !clause.Block.DescendantTrivia().Any(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia
            or SyntaxKind.MultiLineCommentTrivia)
        select file.At(clause, "the catch block is empty and does not say why");

    /// <summary>Thread.Sleep, and Task.Delay unless it waits for nothing but its cancellation.</summary>
    public static IEnumerable<Violation> Sleeps(SourceFile file) =>
        from call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        let callee = CalleeOf(call)
        where callee == "Thread.Sleep" || (callee == "Task.Delay" && !WaitsForCancellation(call))
        select file.At(call, $"{callee} makes a test slow or flaky");

    /// <summary>The last two names of what is called.</summary>
    private static string CalleeOf(InvocationExpressionSyntax call) =>
        string.Join('.', call.Expression.ToString().Split('.').TakeLast(2));

    private static bool WaitsForCancellation(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Count == 2
        && call.ArgumentList.Arguments[0].ToString() is "Timeout.Infinite" or "Timeout.InfiniteTimeSpan";

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b")]
    private static partial Regex Promise();
}
