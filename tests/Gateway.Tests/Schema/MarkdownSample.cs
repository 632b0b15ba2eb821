using System.Text.RegularExpressions;
using Shared;

namespace Gateway.Tests.Schema;

/// <summary>What the documentation shows as configuration: blocks of <c>jsonc</c>. Other JSON, such as what a plugin
/// sends, is <c>json</c> there.</summary>
/// <param name="File">The page, from the root of the repository.</param>
/// <param name="Line">Where the block begins, from 1.</param>
/// <param name="Language">What the fence says: <c>json</c> or <c>jsonc</c>.</param>
/// <param name="Text">The block. A section without the braces around it has them.</param>
internal sealed partial record MarkdownSample(string File, int Line, string Language, string Text)
{
    private static readonly string[] Folders = ["config", "plugins", "src"];

    /// <summary>All blocks of all pages.</summary>
    public static IEnumerable<MarkdownSample> All() => Pages().SelectMany(page =>
    {
        var text = System.IO.File.ReadAllText(page);
        return Block().Matches(text).Select(block => new MarkdownSample(
            Path.GetRelativePath(Repository.Root, page),
            text[..block.Index].Count(c => c == '\n') + 1,
            block.Groups["language"].Value,
            Whole(block.Groups["text"].Value.Trim())));
    });

    /// <summary>Settings in the middle of a sentence: <c>"Track": { "proxy": -60 }</c>.</summary>
    public static IEnumerable<MarkdownSample> Inline() => Pages().SelectMany(page =>
    {
        var text = System.IO.File.ReadAllText(page);
        return Phrase().Matches(text).Select(phrase => new MarkdownSample(
            Path.GetRelativePath(Repository.Root, page),
            text[..phrase.Index].Count(c => c == '\n') + 1,
            "",
            Whole(phrase.Groups["text"].Value)));
    });

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}";

    private static IEnumerable<string> Pages() => Folders
        .SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories))
        .Append(Repository.PathOf("README.md"))
        .Order(StringComparer.Ordinal);

    private static string Whole(string text) => text.StartsWith('"') ? $"{{ {text} }}" : text;

    [GeneratedRegex(@"^```(?<language>jsonc?)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("""`(?<text>"[A-Z][A-Za-z]*": [^`\n]+)`""")]
    private static partial Regex Phrase();
}
