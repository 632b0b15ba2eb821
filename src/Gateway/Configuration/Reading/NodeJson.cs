using System.Text.Json;

namespace Gateway.Configuration.Reading;

/// <summary>Writes a node as JSON, for those who read JSON themselves: plugins.</summary>
internal static class NodeJson
{
    /// <summary>The value as a JSON element without comments. A loose text that reads as a number or a truth value
    /// becomes one: the plugin's settings have types, and the environment has none.</summary>
    public static JsonElement ToElement(ConfigNode node) => JsonElement.Parse(ToBytes(node));

    /// <summary>The value as JSON in UTF-8, without comments.</summary>
    public static ReadOnlySpan<byte> ToBytes(ConfigNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, node);
        }

        return buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter writer, ConfigNode node)
    {
        switch (node.Kind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, node);
                break;
            case JsonValueKind.Array:
                WriteArray(writer, node);
                break;
            case JsonValueKind.String when !IsLiteral(node):
                writer.WriteStringValue(node.Text);
                break;
            case JsonValueKind.String or JsonValueKind.Number:
                writer.WriteRawValue(node.Text);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBooleanValue(node.Kind == JsonValueKind.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, ConfigNode node)
    {
        writer.WriteStartObject();
        foreach (var member in node.Members)
        {
            writer.WritePropertyName(member.Name);
            Write(writer, member.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, ConfigNode node)
    {
        writer.WriteStartArray();
        foreach (var item in node.Items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static bool IsLiteral(ConfigNode node)
    {
        if (!node.IsLoose || node.Text is not ("true" or "false" or [('-' or (>= '0' and <= '9')), ..]))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(node.Text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
