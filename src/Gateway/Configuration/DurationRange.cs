using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration;

/// <summary>How long something may be, in the words of the file.</summary>
/// <param name="least">Not shorter: <c>100ms</c>.</param>
/// <param name="most">Not longer: <c>24h</c>.</param>
internal sealed class DurationRange(string least, string most)
{
    private readonly Duration _least = Parse(least);
    private readonly Duration _most = Parse(most);

    /// <summary>Reads what the file says.</summary>
    /// <param name="text">The duration; null when there is none.</param>
    /// <param name="fail">Takes what is wrong: a sentence.</param>
    /// <returns>Null for none, and for what is no duration. One that is out of range counts, so that what depends on
    /// it is not wrong as well.</returns>
    public TimeSpan? Read(string? text, Action<string> fail)
    {
        if (text is null)
        {
            return null;
        }

        if (!DurationText.TryParse(text, out var duration))
        {
            fail($"\"{text}\" is not {DurationText.Expected}.");
            return null;
        }

        if (duration < _least || duration > _most)
        {
            fail($"\"{text}\" is out of range; use {least} to {most}.");
        }

        return duration.ToTimeSpan();
    }

    private static Duration Parse(string text) =>
        DurationText.TryParse(text, out var duration) ? duration : throw new FormatException(text);
}
