using Gateway.Import.Reading;

namespace Gateway.Import.Reporting;

/// <summary>What became of every keyword. A keyword that nobody spoke of shows itself in the end: none is lost in
/// silence.</summary>
internal sealed class ImportReport
{
    private readonly List<ReportEntry> _entries = [];
    private readonly HashSet<Statement> _told = [];

    /// <summary>The entries, in the order in which they were made.</summary>
    public IReadOnlyList<ReportEntry> Entries => _entries;

    /// <summary>Whether there is an entry about the keyword.</summary>
    public bool HasTold(Statement statement) => _told.Contains(statement);

    /// <summary>The keyword has become a key with the same meaning.</summary>
    public void Map(Statement statement, string target) => Add(Outcome.Mapped, statement, target, "");

    /// <summary>The keyword has become a key, with a difference.</summary>
    public void Change(Statement statement, string target, string reason) =>
        Add(Outcome.Changed, statement, target, reason);

    /// <summary>The keyword has no key and needs none.</summary>
    public void Drop(Statement statement, string reason) => Add(Outcome.Dropped, statement, "", reason);

    /// <summary>A person has to look at the keyword.</summary>
    public void Warn(Statement statement, string reason, string target = "") =>
        Add(Outcome.Attention, statement, target, reason);

    /// <summary>What holds for something that the block does not say.</summary>
    public void Default(Statement block, string keyword, string target, string reason) =>
        _entries.Add(new(Outcome.Defaulted, block.Position, keyword, target, reason));

    /// <summary>What is about no keyword.</summary>
    public void Add(ReportEntry entry) => _entries.Add(entry);

    /// <summary>A key that keywords had become is taken out again. One entry says why; the keywords themselves
    /// follow.</summary>
    /// <param name="path">The key.</param>
    /// <param name="reason">Why it is taken out.</param>
    public void Retract(string path, ReportEntry reason)
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            var entry = _entries[i];
            var isBelow = entry.Target == path || entry.Target.StartsWith(path + ":", StringComparison.Ordinal);
            if (!isBelow || entry.Outcome is Outcome.Dropped or Outcome.Attention)
            {
                continue;
            }

            var isSame = entry.Position == reason.Position && entry.Subject == reason.Subject;
            if (isSame || entry.Outcome == Outcome.Defaulted)
            {
                _entries.RemoveAt(i);
            }
            else
            {
                _entries[i] = entry with
                {
                    Outcome = Outcome.Dropped,
                    Target = "",
                    Reason = $"goes with {path}, which is left out.",
                };
            }
        }

        _entries.Add(reason);
    }

    /// <summary>A person has to look at the keywords that a key comes from, on every machine.</summary>
    /// <param name="path">The key.</param>
    /// <param name="source">One of the keywords.</param>
    /// <param name="reason">Why: a sentence.</param>
    public void Question(string path, Statement source, string reason)
    {
        var isTold = false;
        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i] is { Outcome: Outcome.Mapped or Outcome.Changed } entry && entry.Target == path)
            {
                _entries[i] = entry with { Outcome = Outcome.Attention, Reason = $"{entry.Reason} {reason}".Trim() };
                isTold = true;
            }
        }

        if (!isTold)
        {
            Warn(source, reason, path);
        }
    }

    /// <summary>The block stands for all that is in it: an entry of its own speaks of it, or of each part.</summary>
    public void Cover(Statement block)
    {
        _ = _told.Add(block);
        foreach (var child in block.Children)
        {
            Cover(child);
        }
    }

    /// <summary>An entry about the statement follows, or has been made.</summary>
    public void Enter(Statement statement) => _ = _told.Add(statement);

    /// <summary>The braces themselves are no news; what is in them is told one by one. Something else beside them
    /// is.</summary>
    public void Open(Statement block)
    {
        Enter(block);
        if (!block.IsBlock || block.Words.Length > 1)
        {
            Warn(block, "expected braces behind the keyword, and nothing else; what else is there is left out.");
        }
    }

    /// <summary>Names every keyword below a block that has no entry.</summary>
    public void Sweep(Statement root)
    {
        foreach (var child in root.Children)
        {
            if (!_told.Contains(child))
            {
                Warn(child, child.Keyword.Length == 0
                    ? "a block without a keyword; it is left out."
                    : "is not known here; it is left out.");
                Cover(child);
            }

            Sweep(child);
        }
    }

    private void Add(Outcome outcome, Statement statement, string target, string reason)
    {
        _ = _told.Add(statement);
        _entries.Add(new(outcome, statement.Position, statement.Quote, target, reason));
    }
}
