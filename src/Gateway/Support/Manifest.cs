using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration.Showing;

namespace Gateway.Support;

/// <summary>Says what is in an archive, and why the rest is not.</summary>
/// <param name="parts">Its parts.</param>
internal sealed class Manifest(ImmutableArray<SupportPart> parts)
{
    /// <summary>Its name in the archive.</summary>
    public const string Name = "manifest.txt";

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

    /// <summary>For programs: an object with <c>file</c> and <c>parts</c>, each with <c>name</c>, <c>what</c>, and
    /// <c>bytes</c> or <c>missing</c>.</summary>
    public string Json(string file) => new JsonObject
    {
        ["file"] = file,
        ["parts"] = new JsonArray([.. parts.Select(part => part.Text is { } text
            ? new JsonObject
            {
                ["name"] = part.Name, ["what"] = part.What, ["bytes"] = Encoding.UTF8.GetByteCount(text),
            }
            : new JsonObject { ["name"] = part.Name, ["what"] = part.What, ["missing"] = part.Missing })]),
    }.ToJsonString(ReadableJson.Indented) + "\n";
}
