using System.Globalization;

namespace Gateway.Configuration.Routes;

/// <summary>Sizes as the file writes them: <c>512</c>, <c>64KB</c>, <c>10MB</c>, <c>1GB</c>; 1 KB is 1024
/// bytes.</summary>
internal static class SizeText
{
    /// <summary>The words for an error message.</summary>
    public const string Expected = "a size such as \"512\", \"64KB\", \"10MB\" or \"1GB\"";

    /// <summary>Reads a size of 0 to 1 PiB.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        var number = text.TrimEnd('B', 'i');
        var shift = number.EndsWith('K') ? 10 : number.EndsWith('M') ? 20 : number.EndsWith('G') ? 30 : 0;
        number = shift == 0 ? number : number[..^1];
        var isNumber = long.TryParse(
            number.TrimEnd(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        bytes = isNumber && count <= 1L << (50 - shift) ? count << shift : -1;
        return bytes >= 0;
    }
}
