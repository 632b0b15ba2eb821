using Tidy.Sources;

namespace Tidy.Lints;

/// <summary>Every warning can be looked up, and is shown by a test.</summary>
public sealed class LintTests
{
    private static readonly string Pages = Path.Combine(Repository.Root, "config/lint");

    private static Dictionary<string, string> PageTexts { get; } = Directory.GetFiles(Pages)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);

    private static IEnumerable<SourceFile> Rules => Repository.Sources.Where(file => file.IsUnder(LintRules.Folder));

    private static string[] Tests { get; } =
    [
        .. Repository.Sources.Where(test => test.IsUnder("tests/Gateway.Tests"))
            .Select(test => string.Join('\n', test.Lines)),
    ];

    [Fact]
    public void A_warning_has_a_page_and_a_test() =>
        Law.Holds(Rules.SelectMany(file => LintRules.Incomplete(file, PageTexts, Tests)));

    [Fact]
    public void A_page_has_a_warning() =>
        Law.Holds(LintRules.Orphans(PageTexts.Keys, [.. Rules.SelectMany(LintRules.Ids)]));

    [Fact]
    public void The_rules_are_found() => Assert.Contains("sample-id", Rules.SelectMany(LintRules.Ids));

    [Theory]
    [InlineData("sample", "# sample: It is one.", "\"1:2: warning [sample] Nodes: it is.\"")]
    [InlineData("other", "# sample: It is one.", "\"1:2: warning [sample] Nodes: it is.\"", 1)]
    [InlineData("sample", "# Sample", "\"1:2: warning [sample] Nodes: it is.\"", 1)]
    [InlineData("sample", "# sample: It is one.", "\"1:2: warning [samples] Nodes: it is.\"", 1)]
    [InlineData("other", "", "", 1, 1)]
    public void What_a_rule_lacks_is_found(string page, string text, string test, params int[] found) => Law.Finds(
        LintRules.Incomplete(
            Law.File("class A : ILintRule { public string Id => \"sample\"; }"),
            new Dictionary<string, string> { [page] = text },
            [test]),
        found);

    [Fact]
    public void A_page_without_rule_is_found() => Law.Finds(LintRules.Orphans(["a", "b"], ["b"]), 1);
}
