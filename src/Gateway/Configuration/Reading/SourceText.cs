using System.Text;

namespace Gateway.Configuration.Reading;

/// <summary>The bytes of a file, and where its lines begin. For one reader.</summary>
internal sealed class SourceText
{
    private readonly string _file;
    private readonly List<int> _lineStarts = [0];

    // The last place that was asked for. Readers go on from place to place: counted from there, one long line costs no
    // more than many short ones.
    private (int Offset, int Column) _last = (0, 1);

    /// <summary>Takes the bytes of a file; a byte order mark is no part of the text.</summary>
    public SourceText(string file, ReadOnlyMemory<byte> bytes)
    {
        _file = file;
        Bytes = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        for (var i = 0; i < Bytes.Length; i++)
        {
            if (Bytes.Span[i] == '\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The text in UTF-8, without byte order mark.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The file as a whole.</summary>
    public SourcePosition Whole => new(_file, 0, 0);

    /// <summary>Where the first byte lies that is not UTF-8.</summary>
    /// <returns>-1 when all is UTF-8.</returns>
    public int FindInvalidByte()
    {
        var rest = Bytes.Span;
        while (Rune.DecodeFromUtf8(rest, out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            rest = rest[length..];
        }

        return rest.IsEmpty ? -1 : Bytes.Length - rest.Length;
    }

    /// <summary>The offset of a line (from 0) and a byte in it; the end of the text when there is no such
    /// place.</summary>
    public int OffsetOf(long line, long byteInLine) =>
        line < _lineStarts.Count ? (int)Math.Min(_lineStarts[(int)line] + byteInLine, Bytes.Length) : Bytes.Length;

    /// <summary>Line and column of an offset.</summary>
    public SourcePosition PositionAt(long offset)
    {
        var found = _lineStarts.BinarySearch((int)offset);
        var line = found >= 0 ? found : ~found - 1;
        var isBehindLast = _last.Offset >= _lineStarts[line] && _last.Offset <= offset;
        var (start, column) = isBehindLast ? _last : (_lineStarts[line], 1);
        _last = ((int)offset, column + Encoding.UTF8.GetCharCount(Bytes.Span[start..(int)offset]));
        return new(_file, line + 1, _last.Column);
    }
}
