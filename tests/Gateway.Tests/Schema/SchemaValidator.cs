using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Schema;

/// <summary>Validates JSON by the part of JSON schema, draft 7, that our schema uses. Another keyword is an exception:
/// it would be ignored in silence.</summary>
internal static class SchemaValidator
{
    /// <summary>What is wrong: <c>Vrrp:Instances:lan4: unknown key "Interfac"</c>. Nothing when it is valid.</summary>
    public static IReadOnlyList<string> Validate(JsonObject schema, JsonNode? value, string path = "") =>
        [.. schema.SelectMany(keyword => Check(schema, keyword.Key, keyword.Value!, value, path))];

    private static IEnumerable<string> Check(
        JsonObject schema, string keyword, JsonNode argument, JsonNode? value, string path) => keyword switch
    {
        "$schema" or "title" or "description" or "default" or "then" => [],
        "type" => Unless(IsOf((string)argument!, value), path, $"expected {argument}"),
        "enum" => Unless(argument.AsArray().Any(one => JsonNode.DeepEquals(one, value)), path, "none of the words"),
        "const" => Unless(JsonNode.DeepEquals(argument, value), path, $"expected {argument}"),
        "pattern" => Unless(
            TextOf(value) is not { } text || Regex.IsMatch(text, (string)argument!), path, $"not like {argument}"),
        "minimum" => Unless(!(NumberOf(value) < (decimal)argument), path, $"below {argument}"),
        "maximum" => Unless(!(NumberOf(value) > (decimal)argument), path, $"above {argument}"),
        "required" => argument.AsArray().Where(key => value is JsonObject members && !members.ContainsKey((string)key!))
            .Select(key => $"{path}: required key \"{key}\""),
        "properties" => Members(value).Where(member => argument[member.Key] is not null)
            .SelectMany(member => Validate(argument[member.Key]!.AsObject(), member.Value, Join(path, member.Key))),
        "additionalProperties" => Members(value).Where(member => schema["properties"]?[member.Key] is null)
            .SelectMany(member => argument is JsonObject others
                ? Validate(others, member.Value, Join(path, member.Key))
                : [$"{path}: unknown key \"{member.Key}\""]),
        "propertyNames" => Members(value).SelectMany(
            member => Validate(argument.AsObject(), member.Key, Join(path, member.Key))),
        "items" => (value as JsonArray ?? []).SelectMany(
            (item, i) => Validate(argument.AsObject(), item, Join(path, $"{i}"))),
        "anyOf" => Unless(
            argument.AsArray().Any(one => Validate(one!.AsObject(), value).Count == 0), path, "no form fits"),
        "allOf" => argument.AsArray().SelectMany(one => Validate(one!.AsObject(), value, path)),
        "if" => Validate(argument.AsObject(), value).Count > 0 ? [] : Validate(schema["then"]!.AsObject(), value, path),
        _ => throw new NotSupportedException($"{path}: the keyword {keyword}"),
    };

    private static IEnumerable<string> Unless(bool isFine, string path, string problem) =>
        isFine ? [] : [$"{path}: {problem}"];

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String)
            or ("number", JsonValueKind.Number) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => decimal.IsInteger(NumberOf(value)!.Value),
        ("object" or "array" or "string" or "number" or "boolean" or "integer", _) => false,
        _ => throw new NotSupportedException($"the type {type}"),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? value) => value as JsonObject ?? [];

    private static string? TextOf(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static decimal? NumberOf(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number
        ? decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
        : null;

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";
}
