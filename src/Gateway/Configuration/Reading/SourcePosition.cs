namespace Gateway.Configuration.Reading;

/// <summary>A place in a configuration file.</summary>
/// <param name="File">The file, as the operator named it.</param>
/// <param name="Line">From 1; 0 stands for the file as a whole.</param>
/// <param name="Column">From 1, in characters.</param>
internal readonly record struct SourcePosition(string File, int Line, int Column)
{
    /// <summary>The form that editors and terminals make a link of: <c>file:line:column</c>.</summary>
    public override string ToString() => Line == 0 ? File : FormattableString.Invariant($"{File}:{Line}:{Column}");
}
