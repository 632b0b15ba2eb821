namespace Gateway.Vrrp.Config;

/// <summary>The rule for names that the file gives to things: they appear in logs, metrics, paths and command
/// lines.</summary>
public static class ConfigName
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxLength = 64;

    /// <summary>The words for an error message.</summary>
    public const string Expected = "1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit";

    /// <summary>Whether the text follows the rule.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
