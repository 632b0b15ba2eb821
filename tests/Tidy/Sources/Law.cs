namespace Tidy.Sources;

/// <summary>Facts about a rule: that it holds in the tree, that it would fail, and that it would pass.</summary>
internal static class Law
{
    public static void Holds(IEnumerable<Violation> violations)
    {
        var lines = violations.Select(violation => violation.ToString()).ToList();
        Assert.True(lines.Count == 0, $"{lines.Count} violations:\n{string.Join('\n', lines)}");
    }

    /// <summary>The rule finds exactly these lines of the example.</summary>
    public static void Finds(IEnumerable<Violation> violations, params int[] lines) =>
        Assert.Equal(lines, violations.Select(violation => violation.Line));

    public static SourceFile File(string path, string text) => new(path, text);

    public static SourceFile File(string text) => new("src/Example.cs", text);
}
