using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Tests.Configuration;
using Gateway.Tests.Import;
using Shared;

namespace Gateway.Tests.Schema;

/// <summary>Everything that we show as configuration is one: for the schema and for <c>gateway check</c>.</summary>
public sealed class SampleSchemaTests
{
    // What a fragment of the documentation leaves out.
    private const string Rest = """
        { "Nodes": { "edge-a": { "Priority": 250 }, "edge-b": { "Priority": 240 } },
          "Vrrp": { "Instances": { "lan4": {
            "Interface": "eth0", "VirtualRouterId": 61, "Addresses": [ "192.168.10.10/24" ] } } },
          "Listen": { "Https": "*:443" } }
        """;

    private static readonly JsonDocumentOptions Loose =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly JsonObject Schema = GatewaySchema.Read();

    private static readonly IReadOnlySet<string> Plugins =
        Directory.GetDirectories(Repository.PathOf("plugins")).Select(folder => Path.GetFileName(folder))
            .Append("FreeSpace").ToHashSet();

    public static IEnumerable<TheoryDataRow<string>> Files() =>
        Samples()
            .Concat(Directory.GetFiles(ImportSamples.FolderOf(""), "appsettings.json", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(file => new TheoryDataRow<string>(Path.GetRelativePath(Repository.Root, file)));

    public static IEnumerable<TheoryDataRow<string, string>> Blocks() =>
        MarkdownSample.All().Where(block => block.Language == "jsonc")
            .Select(block => new TheoryDataRow<string, string>(block.ToString(), block.Text));

    public static IEnumerable<TheoryDataRow<string, string>> Phrases() =>
        MarkdownSample.Inline().Select(phrase => new TheoryDataRow<string, string>(phrase.ToString(), phrase.Text));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_fits_the_schema_and_the_reader(string name)
    {
        var text = await File.ReadAllTextAsync(Repository.PathOf(name));

        await FitsAsync(Parse(text), text);
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_block_of_the_documentation_fits_the_schema_and_the_reader(string place, string text)
    {
        var block = Parse(text);
        Assert.True(Schema["properties"]!.AsObject().ContainsKey(block.First().Key), place);
        var whole = Parse(Rest);
        foreach (var (section, value) in block)
        {
            whole[section] = value?.DeepClone();
        }

        await FitsAsync(whole, whole.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Phrases))]
    public void A_setting_in_a_sentence_fits_some_place_of_the_schema(string place, string text) =>
        Assert.True(
            Places(Schema).Any(schema => Parse(text).All(member => schema["properties"]?[member.Key] is JsonObject value
                && SchemaValidator.Validate(value, member.Value).Count == 0)),
            $"{place}: {text}");

    [Fact]
    public void Other_json_of_the_documentation_is_no_configuration() => Assert.All(
        MarkdownSample.All().Where(block => block.Language == "json"),
        block => Assert.DoesNotContain(Parse(block.Text), member => Schema["properties"]![member.Key] is not null));

    [Fact]
    public void Every_sample_names_the_schema_beside_it() => Assert.All(
        Samples(),
        file => Assert.Equal(
            GatewaySchema.File,
            Path.GetFullPath((string)Parse(File.ReadAllText(file))["$schema"]!, Path.GetDirectoryName(file)!)));

    // But for the schema itself, the template's and Grafana's.
    private static IEnumerable<string> Samples() =>
        Directory.GetFiles(Repository.PathOf("config"), "*.json", SearchOption.AllDirectories)
            .Where(file => file != GatewaySchema.File && Path.GetFileName(file) != "template.json")
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "grafana");

    private static async Task FitsAsync(JsonObject configuration, string text)
    {
        Assert.Empty(SchemaValidator.Validate(Schema, configuration));
        var request = ConfigText.Request with
        {
            NodeName = configuration["Nodes"]!.AsObject().First().Key,
            InstalledPlugins = _ => Plugins,
            ReadSecret = _ => new([.. new byte[32]], null),
        };
        _ = ConfigText.Valid(
            await ConfigurationFile.ParseAsync(request, Encoding.UTF8.GetBytes(text), CancellationToken.None));
    }

    private static JsonObject Parse(string text) => JsonNode.Parse(text, documentOptions: Loose)!.AsObject();

    // Every object of the schema that has keys.
    private static IEnumerable<JsonObject> Places(JsonNode? node) => node switch
    {
        JsonObject schema => schema.SelectMany(keyword => Places(keyword.Value)).Prepend(schema),
        JsonArray list => list.SelectMany(Places),
        _ => [],
    };
}
