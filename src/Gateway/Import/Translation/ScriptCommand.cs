using System.Collections.Immutable;
using Gateway.Import.Reading;

namespace Gateway.Import.Translation;

/// <summary>A command of keepalived: what it runs, and as whom.</summary>
/// <param name="Arguments">The program as an absolute path, then its arguments. At least one.</param>
/// <param name="Users">The user, and the group if there is one; empty when the command says nothing.</param>
/// <param name="Note">What there is to know about it, as a sentence; empty when there is nothing.</param>
internal sealed record ScriptCommand(
    ImmutableArray<string> Arguments, ImmutableArray<string> Users, string Note)
{
    private const string ShellSigns = "<>|&;$`(*";

    /// <summary>What keepalived before 2.3.2 would run instead, in words; empty when all versions agree.</summary>
    public string Doubt { get; private init; } = "";

    /// <summary>Reads the command of <c>script</c>, <c>notify</c> and their like: one word, in quotes when it has
    /// arguments.</summary>
    /// <returns>Null when there is none, or a quote in it has no end.</returns>
    public static ScriptCommand? Read(Statement statement)
    {
        if (Words.Script(statement.Text, escapes: false) is not [_, var command, ..] words
            || Words.Script(command, escapes: true) is not [_, ..] arguments)
        {
            return null;
        }

        var (program, note) = Absolute(arguments[0]);
        note = arguments.Skip(1).Any(IsShell)
            ? "no shell is between, as with keepalived: its signs are plain words to the program." : note;
        ImmutableArray<string> line = IsShell(arguments[0])
            ? ["/bin/bash", "-c", command]
            : [.. program, .. arguments.Skip(1)];
        return new(line, [.. words.Skip(2)], IsShell(arguments[0])
            ? "is written for a shell, which keepalived no longer starts; here bash runs it." : note)
        {
            Doubt = DoubtAbout(statement.Text, arguments),
        };
    }

    // Older versions replaced what is escaped twice: in the line, and again in the command.
    private static string DoubtAbout(string text, ImmutableArray<string> arguments) =>
        Words.Script(text, escapes: true) is [_, var command, ..] && Words.Script(command, escapes: true) is { } older
        && older.SequenceEqual(arguments)
            ? ""
            : "keepalived before 2.3.2 reads its backslashes otherwise; the output has what 2.3.2 and newer make of "
                + "them. See that it is what you mean.";

    /// <summary>What is lost of the user and the group that a command has, as a sentence; empty when nothing
    /// is.</summary>
    public static string LossOf(ImmutableArray<string> users) => users is [var user, var group, ..] && user != group
        ? $"it runs with the groups of the user {user}; the group {group} has no key of its own."
        : "";

    // keepalived looks programs up in PATH; a plugin wants to know which file it is.
    private static (ImmutableArray<string> Program, string Note) Absolute(string program) =>
        program.StartsWith('/') ? ([program], "")
        : program.Contains('/', StringComparison.Ordinal)
            ? ([$"/etc/keepalived/{program}"], "the path is relative; /etc/keepalived is taken for its start.")
        : (["/usr/bin/env", program], "env looks the program up in PATH, as keepalived does.");

    private static bool IsShell(string word) =>
        (word.Length > 0 && ShellSigns.Contains(word[0], StringComparison.Ordinal))
        || word is "||" or "&&" || word.StartsWith("2>", StringComparison.Ordinal);
}
