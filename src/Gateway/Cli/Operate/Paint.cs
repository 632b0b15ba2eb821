namespace Gateway.Cli.Operate;

/// <summary>Colours, where somebody sees them: on a terminal, and not with <c>NO_COLOR</c> (no-color.org).</summary>
/// <param name="isOn">Whether there are any.</param>
internal sealed class Paint(bool isOn)
{
    private const string Escape = "\e[";

    /// <summary>No colours.</summary>
    public static Paint None { get; } = new(false);

    /// <summary>For what is written to <paramref name="output"/>.</summary>
    public static Paint For(TextWriter output) => new(
        ReferenceEquals(output, Console.Out)
        && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb");

    /// <summary>What is well.</summary>
    public string Good(string text) => Wrap("32", text);

    /// <summary>What wants a look.</summary>
    public string Odd(string text) => Wrap("33", text);

    /// <summary>What is ill.</summary>
    public string Bad(string text) => Wrap("1;31", text);

    /// <summary>A heading.</summary>
    public string Head(string text) => Wrap("1", text);

    /// <summary>By the name of a state, of whatever it is.</summary>
    public string State(string state) => state switch
    {
        "Master" or "Up" or "Healthy" => Good(state),
        "Fault" or "Down" or "Unhealthy" => Bad(state),
        "Mixed" or "Unknown" or "Initialize" or "Drained" => Odd(state),
        _ => state,
    };

    /// <summary>In place of what is on the screen; behind what was written before where there is none.</summary>
    public string Screen(string text) => isOn ? $"{Escape}H{Escape}2J{Cut(text, Console.WindowHeight)}" : text;

    /// <summary>The beginning of a text that has as many lines as a screen, without a line end behind the last one,
    /// which would push the first one off.</summary>
    /// <param name="text">Lines.</param>
    /// <param name="height">How many the screen has; 0 where that is unknown.</param>
    public static string Cut(string text, int height)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        return height <= 1 || lines.Length <= height
            ? string.Join('\n', lines)
            : string.Join('\n', lines.Take(height - 1))
                + $"\n… {lines.Length - height + 1} more line(s): gateway status";
    }

    private string Wrap(string code, string text) =>
        isOn && text.Length > 0 ? $"{Escape}{code}m{text}{Escape}0m" : text;
}
