namespace Gateway.Import.Reading;

/// <summary>A line of a keepalived.conf or of a file that it includes.</summary>
/// <param name="File">The file, as the operator named it; an included one as its own path.</param>
/// <param name="Line">The line, from 1; 0 for the file as a whole.</param>
internal readonly record struct ConfPosition(string File, int Line) : IComparable<ConfPosition>
{
    /// <inheritdoc/>
    public int CompareTo(ConfPosition other)
    {
        var byFile = string.CompareOrdinal(File, other.File);
        return byFile != 0 ? byFile : Line.CompareTo(other.Line);
    }

    /// <summary><c>keepalived.conf:12</c>.</summary>
    public override string ToString() => Line == 0 ? File : FormattableString.Invariant($"{File}:{Line}");
}
