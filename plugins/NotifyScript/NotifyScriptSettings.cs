namespace NotifyScript;

/// <summary>The settings of a notify script.</summary>
public sealed class NotifyScriptSettings
{
    /// <summary>What to run: the absolute path of an executable, then its arguments; keepalived's four come after
    /// them.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The user to run it as. Defaults to null: the gateway's own.</summary>
    public string? User { get; init; }
}
