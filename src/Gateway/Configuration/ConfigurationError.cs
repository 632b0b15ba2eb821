using System.Text;
using Gateway.Configuration.Reading;
using Gateway.Configuration.Showing;

namespace Gateway.Configuration;

/// <summary>One thing that is wrong with a configuration file, for people.</summary>
/// <param name="Position">Where to look.</param>
/// <param name="Path">Keys from the root with colons between; empty for the file itself or its syntax.</param>
/// <param name="Message">What is wrong and what to do instead: a sentence. It may quote an address: whoever may read
/// the log, or ask for the status, does not learn the password in it.</param>
internal sealed record ConfigurationError(SourcePosition Position, string Path, string Message)
{
    /// <summary>What is wrong and what to do instead, without a secret that it quotes.</summary>
    public string Message { get; } = HiddenText.Redact(Message);

    /// <summary>One line: <c>appsettings.json:12:27: Vrrp:Instances:lan4:VirtualRouterId: 300 is out of range; use 1 to
    /// 255.</c></summary>
    public override string ToString() =>
        OneLine(Path.Length == 0 || IsSaid ? $"{Position}: {Message}" : $"{Position}: {Path}: {Message}");

    // The place of an override is its path.
    private bool IsSaid => Position.ToString() == LooseSources.OverridePrefix + Path;

    // Names and values come from the file: a line break or an escape sequence must not reach the terminal.
    private static string OneLine(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var line = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = char.IsControl(c) ? line.Append($"\\u{(int)c:x4}") : line.Append(c);
        }

        return line.ToString();
    }
}
