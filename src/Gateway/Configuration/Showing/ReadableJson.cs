using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Configuration.Showing;

/// <summary>How JSON is written that people read as well: it goes into no web page, so quotes, angle brackets and the
/// letters of all languages stay what they are.</summary>
internal static class ReadableJson
{
    /// <summary>In one line.</summary>
    public static JsonSerializerOptions Compact { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A line for each member.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Compact) { WriteIndented = true };
}
