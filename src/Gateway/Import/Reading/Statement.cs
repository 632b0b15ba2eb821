using System.Collections.Immutable;

namespace Gateway.Import.Reading;

/// <summary>A keyword with its values, and with the block behind it if it has one.</summary>
internal sealed class Statement
{
    private readonly List<Statement> _children = [];

    /// <summary>Makes one.</summary>
    public Statement(ConfPosition position, string text, ImmutableArray<string> words)
    {
        Position = position;
        Text = text;
        Words = words;
    }

    /// <summary>Where the keyword stands.</summary>
    public ConfPosition Position { get; }

    /// <summary>The line, or the part of it that is this statement, as written.</summary>
    public string Text { get; }

    /// <summary>The keyword and its values. None for a block without a keyword.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>The first word; empty for a block without one.</summary>
    public string Keyword => Words.IsEmpty ? "" : Words[0];

    /// <summary>The second word; null when there is none.</summary>
    public string? Value => Words.Length > 1 ? Words[1] : null;

    /// <summary>Whether braces follow.</summary>
    public bool IsBlock { get; private set; }

    /// <summary>What stands in the braces.</summary>
    public IReadOnlyList<Statement> Children => _children;

    /// <summary>The text for a report, shortened. A password or key is not repeated.</summary>
    public string Quote => LineQuote.Of(Text);

    /// <summary>Opens the braces.</summary>
    public void Open() => IsBlock = true;

    /// <summary>Adds what stands in the braces.</summary>
    public void Add(Statement child) => _children.Add(child);

    /// <summary>All statements of a keyword in the block.</summary>
    public IEnumerable<Statement> All(string keyword) => _children.Where(child => child.Keyword == keyword);
}
