using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Support;

/// <summary>Says what is in an archive, and why the rest is not.</summary>
/// <param name="parts">Its parts.</param>
internal sealed class Manifest(ImmutableArray<SupportPart> parts)
{
    /// <summary>Its name in the archive.</summary>
    public const string Name = "manifest.txt";

    private static readonly JsonSerializerOptions Format =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For people: a line for each part.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        var width = parts.Max(part => part.Name.Length) + 2;
        foreach (var part in parts)
        {
            var size = part.Text is null
                ? "missing: " + part.Missing
                : string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(part.Text)} bytes");
            _ = text.Append(CultureInfo.InvariantCulture, $"{part.Name.PadRight(width)}{part.What}; {size}\n");
        }

        return text.ToString();
    }

    /// <summary>For programs: an object with <c>File</c> and <c>Parts</c>, each with <c>Name</c>, <c>What</c>, and
    /// <c>Bytes</c> or <c>Missing</c>.</summary>
    public string Json(string file) => new JsonObject
    {
        ["File"] = file,
        ["Parts"] = new JsonArray([.. parts.Select(part => part.Text is { } text
            ? new JsonObject
            {
                ["Name"] = part.Name, ["What"] = part.What, ["Bytes"] = Encoding.UTF8.GetByteCount(text),
            }
            : new JsonObject { ["Name"] = part.Name, ["What"] = part.What, ["Missing"] = part.Missing })]),
    }.ToJsonString(Format) + "\n";
}
