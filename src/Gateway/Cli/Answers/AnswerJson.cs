using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gateway.Configuration.Showing;

namespace Gateway.Cli.Answers;

/// <summary>How commands that ask no gateway write JSON: as the gateway writes its own.</summary>
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(RouteAnswer))]
[JsonSerializable(typeof(ImportAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext
{
    /// <summary>That of the commands: quotes and angle brackets stay readable.</summary>
    public static AnswerJson Readable { get; } = new(new(ReadableJson.Indented)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    });

    /// <summary>Writes an answer, with a line end.</summary>
    public static string Write<T>(T answer, JsonTypeInfo<T> type) => JsonSerializer.Serialize(answer, type) + "\n";
}
