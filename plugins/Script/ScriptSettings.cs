namespace Script;

/// <summary>The settings of a script check.</summary>
public sealed class ScriptSettings
{
    /// <summary>What to run: the absolute path of an executable, then its arguments, each an item of its own. No shell
    /// is between; one that is wanted is named: <c>[ "/bin/sh", "-c", "..." ]</c>.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The user to run it as, with that user's groups. Defaults to null: the gateway's own.</summary>
    public string? User { get; init; }
}
