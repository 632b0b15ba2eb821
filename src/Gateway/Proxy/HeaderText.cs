using System.Globalization;
using System.Text;

namespace Gateway.Proxy;

/// <summary>Headers as text that can be made bytes again, the same ones: UTF-8, and what is none is kept byte by byte
/// (RFC 9110 section 5.5 has them opaque, and some clients send Latin-1).</summary>
/// <remarks>A byte that fits no UTF-8 becomes one of the last 128 characters of Unicode, which are private and nobody
/// sends.</remarks>
internal static class HeaderText
{
    // U+10FF80 to U+10FFFF, as UTF-16 has them.
    private const char High = '\uDBFF';
    private const char FirstLow = '\uDF80';
    private const int FirstByte = 0x80;

    /// <summary>From bytes.</summary>
    public static Encoding Reading { get; } =
        Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new StrayByteFallback());

    /// <summary>To bytes.</summary>
    public static Encoding Writing { get; } = new HeaderTextEncoding();

    /// <summary>What stands for a byte that is no UTF-8.</summary>
    /// <param name="stray">The byte, 0x80 or more.</param>
    public static (char High, char Low) PairOf(byte stray) => (High, (char)(FirstLow + stray - FirstByte));

    /// <summary>Whether there may be such bytes.</summary>
    public static bool MayHaveStrays(ReadOnlySpan<char> text) => text.Contains(High);

    /// <summary>The byte that a text begins with.</summary>
    /// <returns>Null when it begins with a character.</returns>
    public static byte? StrayAt(ReadOnlySpan<char> text) =>
        text is [High, >= FirstLow and <= '\uDFFF', ..] ? (byte)(text[1] - FirstLow + FirstByte) : null;

    /// <summary>Each byte as a letter: what Kestrel writes in an answer is Latin-1.</summary>
    public static string Letters(string text) =>
        Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Writing.GetBytes(text));

    /// <summary>For people: strays as <c>\xE9</c>.</summary>
    public static string Readable(string text)
    {
        if (!MayHaveStrays(text))
        {
            return text;
        }

        var readable = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (StrayAt(text.AsSpan(i)) is { } stray)
            {
                _ = readable.Append(CultureInfo.InvariantCulture, $"\\x{stray:X2}");
                i++;
            }
            else
            {
                _ = readable.Append(text[i]);
            }
        }

        return readable.ToString();
    }
}
