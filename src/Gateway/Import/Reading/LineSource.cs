using System.Collections.Immutable;

namespace Gateway.Import.Reading;

/// <summary>Reads a keepalived.conf into lines that mean what they say: comments, conditions, parameters, repetitions
/// and
/// inclusions are done.</summary>
internal sealed class LineSource
{
    /// <summary>The longest line, after replacement: more than keepalived takes.</summary>
    public const int LongestLine = 4 * 1024;

    private const int MostLines = 100_000;
    private const int MostFiles = 1_000;
    private const int Deepest = 200;

    private readonly ConfFiles _files;
    private readonly string _id;
    private readonly Definitions _definitions = new();
    private readonly List<ConfLine> _lines = [];
    private readonly List<SkippedLine> _skipped = [];
    private readonly List<ConfProblem> _problems = [];
    private readonly HashSet<string> _open = [];
    private string _folder = "";
    private int _steps;
    private int _includes;

    // The definition over several lines that is being read.
    private string? _openName;
    private ImmutableArray<ConfLine>.Builder _openLines = ImmutableArray.CreateBuilder<ConfLine>();

    private LineSource(ConfFiles files, string id)
    {
        _files = files;
        _id = id;
        _definitions.Set("_HASH", "#");
        _definitions.Set("_BANG", "!");
        _definitions.Set("_INSTANCE", id);
    }

    /// <summary>Reads a file and all that it includes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="id">What <c>@id</c> is compared with.</param>
    /// <param name="files">Where files come from.</param>
    /// <exception cref="IOException">The file itself cannot be read; also other exceptions of
    /// <see cref="ConfFiles.Read"/>.</exception>
    public static ConfText Read(string file, string id, ConfFiles files)
    {
        var source = new LineSource(files, id);
        _ = source._open.Add(file);
        source.ReadFile(file, files.Read(file), depth: 0);
        source.TellUnknown(file);
        return new([.. source._lines], [.. source._skipped], [.. source._problems]);
    }

    private void ReadFile(string file, string text, int depth)
    {
        var outer = _folder;
        _folder = Path.GetDirectoryName(file) ?? "";
        _definitions.Set("_PWD", Path.GetFullPath(_folder.Length == 0 ? "." : _folder));
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            ReadLine(new(new(file, number), line.TrimEnd('\r')), depth);
        }

        CloseDefinition();
        _folder = outer;
        _definitions.Set("_PWD", Path.GetFullPath(_folder.Length == 0 ? "." : _folder));
    }

    private void ReadLine(ConfLine line, int depth)
    {
        var text = CommentText.Remove(line.Text, out var continues, out var cutsWord);
        if (cutsWord)
        {
            Tell(line.Position, line.Text.Trim(), "the sign # or ! begins a comment, also within a word, for "
                + "keepalived as well; if it was meant, put the word into double quotes.");
        }

        if (_openName is not null && (text.Length > 0 || line.Text.Trim().Length == 0))
        {
            // An empty line ends a definition, a comment does not.
            Collect(new(line.Position, text));
            if (!continues)
            {
                CloseDefinition();
            }
        }
        else if (text.Length > 0)
        {
            Process(new(line.Position, text), continues, depth);
        }
    }

    private void CloseDefinition()
    {
        if (_openName is { } name)
        {
            _definitions.Set(name, new Definition(
                _openLines.Count == 0 ? [new(default, "")] : _openLines.ToImmutable(),
                IsMultiline: _openLines.Count > 1));
        }

        _openName = null;
        _openLines = ImmutableArray.CreateBuilder<ConfLine>();
    }

    private void Process(ConfLine line, bool continues, int depth)
    {
        if (depth > Deepest || ++_steps > MostLines)
        {
            Refuse(line.Position);
            return;
        }

        if (line.Text.StartsWith('@'))
        {
            ProcessCondition(line, continues, depth);
        }
        else if (Definitions.TryReadDefinition(line.Text, out var name, out var value))
        {
            Define(name, new(line.Position, value), continues);
        }
        else if (Sequence.IsAt(line.Text))
        {
            Repeat(line, depth);
        }
        else if (_definitions.TryFind(line.Text, 0, out var reference))
        {
            Substitute(line, reference.Value, depth);
        }
        else if (IncludeLine.TryRead(line.Text, out var pattern, out var isStrict))
        {
            Include(line, pattern, isStrict, depth);
        }
        else
        {
            _lines.Add(line);
        }
    }

    private void ProcessCondition(ConfLine line, bool continues, int depth)
    {
        var isReversed = line.Text is ['@', '^', ..];
        var start = isReversed ? 2 : 1;
        var blank = line.Text.AsSpan(start).IndexOfAny(' ', '\t');
        var id = blank < 0 ? line.Text[start..] : line.Text[start..(start + blank)];
        var rest = blank < 0 ? "" : line.Text[(start + blank)..].TrimStart(' ', '\t');
        if (rest.Length == 0 || (id == _id) == isReversed)
        {
            _skipped.Add(new(line.Position, line.Text));
        }
        else
        {
            Process(line with { Text = rest }, continues, depth + 1);
        }
    }

    private void Define(string name, ConfLine value, bool continues)
    {
        if (!continues)
        {
            _definitions.Set(name, new Definition([value], IsMultiline: false));
            return;
        }

        _openName = name;
        Collect(value);
    }

    private void Collect(ConfLine line)
    {
        if (line.Text.Length > 0)
        {
            _openLines.Add(line);
        }
    }

    private void Repeat(ConfLine line, int depth)
    {
        if (Sequence.Read(line.Text, _definitions, out var problem) is not { } sequence)
        {
            Tell(line.Position, line.Text, problem);
            return;
        }

        foreach (var row in sequence.Rows.TakeWhile(_ => _steps <= MostLines && sequence.Rest.Length > 0))
        {
            for (var i = 0; i < row.Length; i++)
            {
                _definitions.Set(sequence.Names[i], row[i]);
            }

            Process(line with { Text = sequence.Rest }, continues: false, depth + 1);
        }
    }

    private void Substitute(ConfLine line, Reference reference, int depth)
    {
        var text = string.Concat(
            line.Text.AsSpan(0, reference.Start), reference.Value.Lines[0].Text, line.Text.AsSpan(reference.End));
        if (text.Length >= LongestLine)
        {
            Refuse(line.Position);
            return;
        }

        // Read again from the start: the value may be a parameter, a condition or a repetition itself.
        text = CommentText.Remove(text, out _, out _);
        if (text.Length > 0)
        {
            Process(line with { Text = text }, continues: false, depth + 1);
        }

        foreach (var more in reference.Value.Lines.Skip(1).TakeWhile(_ => _steps <= MostLines))
        {
            Process(more, continues: false, depth + 1);
        }
    }

    private void Include(ConfLine line, string pattern, bool isStrict, int depth)
    {
        var path = Path.Combine(_folder, pattern.Replace("\0", "", StringComparison.Ordinal));
        var matches = _files.Match(path);
        if (matches.Count == 0)
        {
            Tell(line.Position, line.Text, isStrict
                ? $"there is no {path}, and keepalived would refuse that; copy it there and import again."
                : $"there is no {path}; what stands in it on the machine itself is missing here. Copy it there and "
                    + "import again.");
        }

        foreach (var file in matches.TakeWhile(_ => depth < Deepest))
        {
            if (++_includes > MostFiles || !_open.Add(file))
            {
                Refuse(line.Position);
                continue;
            }

            try
            {
                ReadFile(file, _files.Read(file), depth + 1);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Tell(line.Position, line.Text, $"{file} cannot be read: {exception.Message}");
            }

            _ = _open.Remove(file);
        }
    }

    private void TellUnknown(string file)
    {
        foreach (var name in _definitions.Unknown.Order(StringComparer.Ordinal))
        {
            var dynamic = name is "_RANDOM" or "_ENV";
            Tell(new(file, 0), $"${name}", dynamic
                ? "is made when keepalived starts; write the value instead. Here it stays as it is."
                : "is not defined; it stays as it is, as keepalived has it.");
        }
    }

    private void Refuse(ConfPosition position)
    {
        if (_problems.All(problem => problem.Subject != "..."))
        {
            Tell(position, "...", $"parameters, repetitions or inclusions go round in a circle or make more than "
                + $"{MostLines} lines; the rest of them is left out.");
        }
    }

    private void Tell(ConfPosition position, string subject, string message) =>
        _problems.Add(new(position, LineQuote.Of(subject), message));
}
