namespace Gateway.Import.Reading;

/// <summary>Turns lines into statements and blocks. Braces are signs of their own anywhere outside double
/// quotes.</summary>
internal sealed class StatementReader
{
    private const int Deepest = 32;

    private readonly Stack<Statement> _open = new();
    private readonly List<ConfProblem> _problems;

    private StatementReader(Statement root, List<ConfProblem> problems)
    {
        _open.Push(root);
        _problems = problems;
    }

    /// <summary>Reads the lines of a file.</summary>
    /// <param name="file">The file, for the root.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="problems">Takes braces and quotes that do not fit.</param>
    /// <returns>A block without keyword that holds everything.</returns>
    public static Statement Read(string file, IEnumerable<ConfLine> lines, List<ConfProblem> problems)
    {
        var root = new Statement(new(file, 0), "", []);
        root.Open();
        var reader = new StatementReader(root, problems);
        foreach (var line in lines)
        {
            reader.ReadLine(line);
        }

        foreach (var block in reader._open.SkipLast(1))
        {
            problems.Add(new(block.Position, block.Quote, "this block has no closing brace; everything behind it was "
                + "read as part of it. Add the brace and import again."));
        }

        return root;
    }

    private void ReadLine(ConfLine line)
    {
        var start = 0;
        var isQuoted = false;
        for (var i = 0; i < line.Text.Length; i++)
        {
            var letter = line.Text[i];
            isQuoted ^= letter == '"';
            if (!isQuoted && letter is '{' or '}')
            {
                AddStatement(line.Position, line.Text[start..i]);
                Bracket(line.Position, letter == '{');
                start = i + 1;
            }
        }

        AddStatement(line.Position, line.Text[start..]);
    }

    private void AddStatement(ConfPosition position, string text)
    {
        text = text.Trim(' ', '\t');
        var words = Words.Plain(text, out var isOpen);
        if (words.IsEmpty)
        {
            return;
        }

        var statement = new Statement(position, text, words);
        _open.Peek().Add(statement);
        if (isOpen)
        {
            _problems.Add(new(position, statement.Quote, "a double quote has no end, and keepalived refuses that; "
                + "close it. Here the line ends it."));
        }
    }

    private void Bracket(ConfPosition position, bool opens)
    {
        if (opens)
        {
            OpenBlock(position);
        }
        else if (_open.Count > 1)
        {
            _ = _open.Pop();
        }
        else
        {
            _problems.Add(new(position, "}", "this brace closes nothing; it is ignored."));
        }
    }

    private void OpenBlock(ConfPosition position)
    {
        var siblings = _open.Peek().Children;
        var last = siblings.Count > 0 && !siblings[^1].IsBlock ? siblings[^1] : new(position, "{", []);
        if (last.Words.IsEmpty)
        {
            _open.Peek().Add(last);
        }

        last.Open();
        if (_open.Count <= Deepest)
        {
            _open.Push(last);
            return;
        }

        _problems.Add(new(position, last.Quote, $"blocks lie more than {Deepest} deep here; they are not read."));
    }
}
