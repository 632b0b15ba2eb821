namespace Gateway.Plugins;

/// <summary>One thing that is wrong with the settings of a plugin.</summary>
/// <param name="Path">Where: keys from the settings' root with colons between, for example <c>Headers:Accept</c>; list
/// items by index; empty for the settings as a whole.</param>
/// <param name="Message">What is wrong, with the value, and what to do instead.</param>
public readonly record struct SettingsProblem(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
