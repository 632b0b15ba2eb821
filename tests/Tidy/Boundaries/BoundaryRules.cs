using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tidy.Sources;

namespace Tidy.Boundaries;

/// <summary>What a folder must not say: laws 1, 3 and 4, and that src/Vrrp is no web program.</summary>
internal static class BoundaryRules
{
    private static readonly string[] NativeAttributes = ["LibraryImport", "DllImport"];

    /// <summary>Law 3: the engine's thread neither waits for another nor hands work to it.</summary>
    private static readonly HashSet<string> Crossings =
    [
        "ValueTask", "ThreadPool", "Parallel", "Timer", "PeriodicTimer", "Monitor", "Lock",
        "Mutex", "Semaphore", "SemaphoreSlim", "SpinLock", "ReaderWriterLockSlim", "ManualResetEvent", "Barrier",
        "ManualResetEventSlim", "AutoResetEvent", "CountdownEvent", "BlockingCollection", "Channel", "Sleep", "Console",
        "ILogger", "ILoggerFactory", "LoggerMessage",
    ];

    /// <summary>No DI, logging, HTTP, JSON or plugin in src/Vrrp.</summary>
    private static readonly string[] OuterWorld =
        ["Microsoft.Extensions", "Microsoft.AspNetCore", "System.Net.Http", "System.Text.Json", "Gateway.Plugins", "Yarp"];

    public static IEnumerable<Violation> NativeImports(SourceFile file) =>
        from attribute in file.Root.DescendantNodes().OfType<AttributeSyntax>()
        let name = attribute.Name.ToString().Split('.')[^1].Replace("Attribute", string.Empty, StringComparison.Ordinal)
        where NativeAttributes.Contains(name)
        select file.At(attribute, $"{name} stands outside src/Vrrp/Linux/Interop");

    public static IEnumerable<Violation> Waits(SourceFile file) =>
        from token in file.Root.DescendantTokens()
        where token.Kind() is SyntaxKind.LockKeyword or SyntaxKind.AsyncKeyword or SyntaxKind.AwaitKeyword
            || (token.IsKind(SyntaxKind.IdentifierToken) && (Crossings.Contains(token.ValueText) || IsTaskMember(token)))
        select file.At(token, $"{token.ValueText} on the engine's thread");

    public static IEnumerable<Violation> OuterNamespaces(SourceFile file) =>
        from name in file.Root.DescendantNodes()
        where name is QualifiedNameSyntax or MemberAccessExpressionSyntax
        where name.Parent is not (QualifiedNameSyntax or MemberAccessExpressionSyntax)
        let full = name.ToString().Replace("global::", string.Empty, StringComparison.Ordinal) + "."
        where OuterWorld.Any(outer => full.StartsWith(outer + ".", StringComparison.Ordinal))
        select file.At(name, $"src/Vrrp may not use {full.TrimEnd('.')}");

    /// <summary>Task.Run and its like; a task that is only completed for others to wait on is none of them.</summary>
    private static bool IsTaskMember(SyntaxToken token) =>
        token.ValueText == "Task" && token.Parent?.Parent is MemberAccessExpressionSyntax access
        && access.Expression == token.Parent;

    /// <summary>An analyzer's rule turned off in the code, by pragma or attribute.</summary>
    public static IEnumerable<Violation> Suppressions(SourceFile file, string rule) =>
        file.Root.DescendantTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia)
                && trivia.ToString().Contains(rule, StringComparison.Ordinal))
            .Select(trivia => trivia.GetLocation())
            .Concat(file.Root.DescendantNodes().OfType<AttributeSyntax>()
                .Where(attribute => attribute.Name.ToString().Contains("SuppressMessage", StringComparison.Ordinal)
                    && attribute.ToString().Contains(rule, StringComparison.Ordinal))
                .Select(attribute => attribute.GetLocation()))
            .Select(location => file.At(location, $"{rule} is turned off"));
}
