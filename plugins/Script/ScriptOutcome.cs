namespace Script;

/// <summary>How a script ended.</summary>
/// <param name="ExitCode">0 to 255; 128 plus its number for a signal.</param>
/// <param name="Output">Its first lines, standard output before standard error, in one line. May be empty.</param>
internal readonly record struct ScriptOutcome(int ExitCode, string Output);
