namespace Gateway.Admin.Status;

/// <summary>One mistake in a configuration.</summary>
/// <param name="File">The file, or another source.</param>
/// <param name="Line">The line, from 1; 0 for the whole file.</param>
/// <param name="Column">The column, from 1; 0 for the whole file.</param>
/// <param name="Path">The keys from the root, with colons between; may be empty.</param>
/// <param name="Message">What is wrong, and what to do instead.</param>
/// <param name="Text">All of it as one line, as <c>gateway check</c> prints it.</param>
internal sealed record ErrorReport(
    string File,
    int Line,
    int Column,
    string Path,
    string Message,
    string Text);
