using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Plugins;

namespace Shared.Templates;

/// <summary>A notification as JSON, as it is or in a template.</summary>
internal static partial class NotificationJson
{
    /// <summary>The names that a template may use.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["Kind", "Subject", "IsGroup", "Priority", "Reason", "Sequence", "At", "Node"];

    // It goes into no web page: letters of all languages stay readable.
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every property of the notification.</summary>
    public static string Default(Notification told) => JsonSerializer.Serialize(
        new
        {
            Kind = told.Kind.ToString(),
            told.Subject,
            told.IsGroup,
            told.Priority,
            told.Reason,
            told.Sequence,
            told.At,
            told.Node,
        },
        Plain);

    /// <summary>An object with these fields.</summary>
    public static string OfFields(IReadOnlyDictionary<string, string> fields, Notification told) =>
        JsonSerializer.Serialize(
            fields.ToDictionary(
                field => field.Key, field => Placeholder().Replace(field.Value, match => Value(match, told))),
            Plain);

    /// <summary>A template of JSON, filled in.</summary>
    public static string OfTemplate(string template, Notification told) => Placeholder().Replace(
        template, match => JsonEncodedText.Encode(Value(match, told), Plain.Encoder).ToString());

    /// <summary>Placeholders in a text that mean nothing.</summary>
    public static IEnumerable<string> Unknown(string text) =>
        Placeholder().Matches(text).Select(match => match.Groups[1].Value).Except(Names);

    private static string Value(Match placeholder, Notification told) => placeholder.Groups[1].Value switch
    {
        "Kind" => told.Kind.ToString(),
        "Subject" => told.Subject,
        "IsGroup" => told.IsGroup ? "true" : "false",
        "Priority" => told.Priority.ToString(CultureInfo.InvariantCulture),
        "Reason" => told.Reason,
        "Sequence" => told.Sequence.ToString(CultureInfo.InvariantCulture),
        "At" => told.At.ToString("O", CultureInfo.InvariantCulture),
        "Node" => told.Node,
        _ => placeholder.Value,
    };

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Placeholder();
}
