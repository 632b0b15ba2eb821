using System.Text;

namespace Gateway.Cli;

/// <summary>A line that is typed on a terminal and not shown.</summary>
internal static class HiddenLine
{
    /// <summary>Reads to the end of the line; backspace takes the last character back.</summary>
    /// <param name="next">Waits for the next key, and shows nothing of it.</param>
    public static string Read(Func<ConsoleKeyInfo> next)
    {
        var text = new StringBuilder();
        while (next() is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                _ = text.Append(key.KeyChar);
            }
        }

        return text.ToString();
    }
}
