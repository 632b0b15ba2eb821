using System.Collections.Immutable;
using Gateway.Import.Reading;

namespace Gateway.Import.Translation;

/// <summary>A command that instances and groups run when they change.</summary>
/// <param name="Name">The name of the action that it becomes.</param>
/// <param name="On">The states in which it runs.</param>
/// <param name="Command">What it runs, and as whom.</param>
internal sealed record NotifyCommand(string Name, ImmutableArray<string> On, ScriptCommand Command)
{
    /// <summary>The keywords that say so, each with the name of its instance or group; one at least.</summary>
    public List<(Statement Source, string Subject)> Uses { get; } = [];

    /// <summary>Whether it runs the same in the same states.</summary>
    public bool Does(ScriptCommand command, ImmutableArray<string> on) =>
        On.SequenceEqual(on) && Command.Arguments.SequenceEqual(command.Arguments)
        && Command.Users.SequenceEqual(command.Users);
}
