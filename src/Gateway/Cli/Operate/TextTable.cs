using System.Text;

namespace Gateway.Cli.Operate;

/// <summary>Columns, each as wide as its widest cell. The last one is not padded.</summary>
/// <param name="paint">Colours of the heading.</param>
/// <param name="headings">The headings.</param>
internal sealed class TextTable(Paint paint, params string[] headings)
{
    private const string Gap = "  ";
    private const string Indent = "    ";

    private readonly List<(string[] Cells, Func<string, string>? Colour, int Coloured)> _rows = [];
    private readonly Dictionary<int, List<string>> _notes = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Its cells, without colours; one for each heading.</param>
    /// <param name="coloured">Which of them is coloured.</param>
    /// <param name="colour">Colours it, which must not change its width on the screen.</param>
    public void Add(string[] cells, int coloured = 0, Func<string, string>? colour = null) =>
        _rows.Add(([.. cells.Select(Plain)], colour, coloured));

    /// <summary>Adds a line below the last row.</summary>
    public void Note(string text)
    {
        if (!_notes.TryGetValue(_rows.Count, out var notes))
        {
            _notes[_rows.Count] = notes = [];
        }

        notes.Add(Plain(text));
    }

    /// <summary>All of it, a line each; empty without rows.</summary>
    public override string ToString()
    {
        if (_rows.Count == 0)
        {
            return "";
        }

        var widths = headings.Select((heading, i) =>
            _rows.Max(row => Math.Max(heading.Length, row.Cells[i].Length))).ToArray();
        var text = new StringBuilder();
        Append(text, headings, widths, cell => paint.Head(cell), null);
        for (var row = 0; row < _rows.Count; row++)
        {
            var (cells, colour, coloured) = _rows[row];
            Append(text, cells, widths, colour ?? (cell => cell), coloured);
            foreach (var note in _notes.GetValueOrDefault(row + 1, []))
            {
                _ = text.Append(Indent).Append(note).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>A text without what would move the cursor: some of it comes from the network.</summary>
    public static string Plain(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;

    // Colours BEHIND the padding is measured: the screen does not show them.
    private static void Append(
        StringBuilder text, string[] cells, int[] widths, Func<string, string> colour, int? coloured)
    {
        var last = Array.FindLastIndex(cells, cell => cell.Length > 0);
        for (var i = 0; i <= last; i++)
        {
            var shown = coloured is null || coloured == i ? colour(cells[i]) : cells[i];
            _ = text.Append(shown);
            if (i < last)
            {
                _ = text.Append(' ', widths[i] - cells[i].Length).Append(Gap);
            }
        }

        _ = text.Append('\n');
    }
}
