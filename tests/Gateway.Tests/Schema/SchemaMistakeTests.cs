using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Tests.Configuration;
using Shared;

namespace Gateway.Tests.Schema;

/// <summary>What an editor underlines, the reader refuses: each rule of the schema is broken once in a configuration
/// that has every key.</summary>
public sealed class SchemaMistakeTests
{
    private static readonly JsonObject Schema = GatewaySchema.Read();

    [Fact]
    public async Task The_sample_with_every_key_is_valid()
    {
        Assert.Empty(SchemaValidator.Validate(Schema, Sample()));
        _ = ConfigText.Valid(await ReadAsync(Sample()));
    }

    [Fact]
    public async Task A_key_that_does_not_exist_is_refused_in_every_object() =>
        await RefuseAllAsync(Objects(Schema, Sample(), "").Where(place => place.Schema.ContainsKey("properties")
            && place.Schema["additionalProperties"]!.GetValueKind() == JsonValueKind.False), place =>
            place.Value.AsObject()["Nonsense"] = "x");

    [Fact]
    public async Task A_value_of_the_wrong_type_is_refused_everywhere() =>
        await RefuseAllAsync(Leaves(), place => Replace(place.Value, place.Value.GetValueKind() switch
        {
            JsonValueKind.String => new JsonArray(5),
            JsonValueKind.Array => 5,
            _ => JsonValue.Create("wrong"),
        }));

    [Fact]
    public async Task A_word_that_is_none_of_those_allowed_is_refused() =>
        await RefuseAllAsync(Leaves().Where(place => Has(place.Schema, "enum")), place =>
            Replace(place.Value, place.Value.GetValueKind() == JsonValueKind.Number ? 7 : "nonsense"));

    [Fact]
    public async Task A_text_of_the_wrong_form_is_refused() =>
        await RefuseAllAsync(Leaves().Where(place => Has(place.Schema, "pattern")
            && place.Value.GetValueKind() == JsonValueKind.String), place => Replace(place.Value, "a \u00a7 b\n"));

    [Fact]
    public async Task A_number_out_of_range_is_refused_at_both_ends()
    {
        var numbers = Leaves().Where(place => place.Schema.ContainsKey("minimum")).ToArray();

        await RefuseAllAsync(numbers, place => Replace(place.Value, (int)place.Schema["minimum"]! - 1));
        await RefuseAllAsync(numbers, place => Replace(place.Value, (int)place.Schema["maximum"]! + 1));
    }

    [Fact]
    public async Task A_required_key_that_is_missing_is_refused()
    {
        var objects = Objects(Schema, Sample(), "").Where(place => place.Schema.ContainsKey("required"));

        await RefuseAllAsync(objects, place => place.Value.AsObject().Remove((string)place.Schema["required"]![0]!));
    }

    // Plugins judge their settings, which needs them loaded: here the schema alone.
    [Theory]
    [InlineData("HealthChecks", "login", """{ "Comand": [ "/bin/true" ] }""")]
    [InlineData("HealthChecks", "login", """{ "Command": "/bin/true" }""")]
    [InlineData("HealthChecks", "login", "{}")]
    [InlineData("Notify", "mail", """{ "Host": "mail", "From": "a", "To": [ "b" ], "Tls": "Always" }""")]
    public void Settings_of_a_shipped_plugin_are_refused(string section, string name, string settings)
    {
        var sample = Sample();
        sample[section]![name]!["Settings"] = JsonNode.Parse(settings);

        Assert.All(
            Assert.Single([SchemaValidator.Validate(Schema, sample)], problems => problems.Count > 0),
            problem => Assert.StartsWith($"{section}:{name}", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_of_a_plugin_that_nobody_knows_are_any_object()
    {
        var sample = Sample();
        sample["HealthChecks"]!["login"] =
            JsonNode.Parse("""{ "Plugin": "Mine", "Settings": { "Anything": [ 1 ] } }""");

        Assert.Empty(SchemaValidator.Validate(Schema, sample));
    }

    private static async Task RefuseAllAsync(IEnumerable<Place> places, Action<Place> spoil)
    {
        var taken = new List<string>();
        var count = 0;
        foreach (var path in places.Select(place => place.Path).ToArray())
        {
            var sample = Sample();
            spoil(Objects(Schema, sample, "").Concat(LeavesOf(sample)).First(place => place.Path == path));
            count++;
            if (SchemaValidator.Validate(Schema, sample).Count == 0)
            {
                taken.Add($"{path} by the schema");
            }

            if ((await ReadAsync(sample)).Errors.IsEmpty)
            {
                taken.Add($"{path} by the reader");
            }
        }

        Assert.Empty(taken);
        Assert.NotEqual(0, count);
    }

    private static Task<ConfigurationResult> ReadAsync(JsonObject sample) => ConfigText.ParseAsync(
        sample.ToJsonString(), ConfigText.Request with
        {
            InstalledPlugins = _ => new HashSet<string> { "Script", "Http", "Webhook", "Smtp" },
            ReadSecret = _ => new([.. new byte[32]], null),
        });

    private static JsonObject Sample() => JsonNode.Parse(
        File.ReadAllText(Repository.PathOf("tests/Gateway.Tests/Schema/Samples/every-key.json")),
        documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!.AsObject();

    private static IEnumerable<Place> Leaves() => LeavesOf(Sample());

    private static IEnumerable<Place> LeavesOf(JsonObject sample) => Objects(Schema, sample, "")
        .SelectMany(place => place.Value.AsObject().Where(member => member.Value is not JsonObject)
            .Select(member => new Place(
                Join(place.Path, member.Key), SchemaOf(place.Schema, member.Key), member.Value!)))
        .Where(place => place.Path != "$schema" && !place.Path.EndsWith(":Plugin", StringComparison.Ordinal));

    // All objects with their schema, but for what the schema leaves to others.
    private static IEnumerable<Place> Objects(JsonObject schema, JsonObject value, string path) => value
        .Where(member => member.Key is not ("Settings" or "Metadata") && member.Value is JsonObject)
        .SelectMany(member => Objects(
            SchemaOf(schema, member.Key), member.Value!.AsObject(), Join(path, member.Key)))
        .Prepend(new(path, schema, value));

    private static JsonObject SchemaOf(JsonObject schema, string key)
    {
        var found = (schema["properties"]?[key] ?? schema["additionalProperties"]!).AsObject();
        return found["anyOf"]?.AsArray().FirstOrDefault(form => (string?)form!["type"] == "object")?.AsObject()
            ?? found;
    }

    private static bool Has(JsonObject schema, string keyword) => schema.ContainsKey(keyword)
        || schema["anyOf"]?.AsArray().All(form => form!.AsObject().ContainsKey(keyword)
            || form["items"]?.AsObject().ContainsKey(keyword) == true) == true;

    private static void Replace(JsonNode value, JsonNode other) => value.ReplaceWith(other);

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";

    /// <summary>A value of the sample and what the schema says of it.</summary>
    private sealed record Place(string Path, JsonObject Schema, JsonNode Value);
}
