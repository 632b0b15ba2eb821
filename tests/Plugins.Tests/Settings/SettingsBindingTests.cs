using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Gateway.Plugins;
using Gateway.Plugins.Loading;

namespace Plugins.Tests.Settings;

/// <summary>Facts about reading a check's settings.</summary>
public sealed class SettingsBindingTests
{
    private const string Duration = "a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\"";

    private enum Method
    {
        Get,
        Head,
    }

    private sealed class Part
    {
        public required string Name { get; init; }

        public int Weight { get; init; } = 7;
    }

    private sealed class Secretive
    {
        public string Password { get; init; } = "";

        public List<string> Tokens { get; init; } = [];

        public int Port { get; init; }
    }

    private sealed class Everything
    {
        public string Text { get; init; } = "usual";

        public string? Maybe { get; init; } = "there";

        public int Number { get; init; }

        public double? Ratio { get; init; }

        public bool Flag { get; init; }

        public Method Method { get; init; }

        public TimeSpan Pause { get; init; }

        public Uri? Url { get; init; }

        public IPAddress? Address { get; init; }

        public string[] Words { get; init; } = [];

        public List<int> Numbers { get; init; } = [];

        public IReadOnlyList<Part> Parts { get; init; } = [];

        public Dictionary<string, TimeSpan> Pauses { get; init; } = [];
    }

    [Fact]
    public void Every_kind_of_setting_is_read()
    {
        var settings = Bind<Everything>("""
            {
              "text": "hello", "Maybe": null, "Number": 3, "Ratio": 0.5, "Flag": true, "Method": "head",
              "Pause": "500ms", "Url": "https://example.com/", "Address": "fd00::1", "Words": [ "a", "b" ],
              "Parts": [ { "Name": "first" }, { "Name": "second", "Weight": 2 } ], "Pauses": { "x": "00:00:02" }
            }
            """);

        Assert.Equal(("hello", null, 3, 0.5), (settings.Text, settings.Maybe, settings.Number, settings.Ratio));
        Assert.Equal((true, Method.Head), (settings.Flag, settings.Method));
        Assert.Equal(TimeSpan.FromMilliseconds(500), settings.Pause);
        Assert.Equal("example.com", settings.Url!.Host);
        Assert.Equal(IPAddress.Parse("fd00::1"), settings.Address);
        Assert.Equal(["a", "b"], settings.Words);
        Assert.Equal([("first", 7), ("second", 2)], settings.Parts.Select(part => (part.Name, part.Weight)));
        Assert.Equal(TimeSpan.FromSeconds(2), settings.Pauses["x"]);
    }

    [Fact]
    public void What_is_not_given_keeps_its_default() => Assert.Equal("usual", Bind<Everything>("{}").Text);

    [Fact]
    public void Overrides_by_environment_variables_are_texts() =>
        Assert.Equal([3, 4], Bind<Everything>("""{ "Numbers": [ "3", 4 ] }""").Numbers);

    [Theory]
    [InlineData("2000us", 2)]
    [InlineData("500ms", 500)]
    [InlineData("2s", 2_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("00:00:02", 2_000)]
    public void Durations_are_texts_with_a_unit(string text, int milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds), Bind<Everything>($$"""{ "Pause": "{{text}}" }""").Pause);

    [Theory]
    [InlineData("""{ "Password": 73519842 }""", "Password: must be a text, not a number")]
    [InlineData("""{ "Tokens": "73519842" }""", "Tokens: must be a list in [ ], not a text")]
    [InlineData("""{ "Port": "73519842x" }""", "Port: must be a whole number, not \"73519842x\"")]
    public void A_secret_of_the_wrong_kind_is_not_shown(string json, string problem) => Assert.Equal(
        problem,
        Assert.Single(Assert.Throws<SettingsException>(() => Bind<Secretive>(json)).Problems).ToString());

    [Theory]
    [InlineData("""{ "Pause": 2 }""", $"Pause: must be {Duration}, not 2")]
    [InlineData("""{ "Pause": "-1s" }""", $"Pause: must be {Duration}, not \"-1s\"")]
    [InlineData("""{ "Number": 1.5 }""", "Number: must be a whole number, not 1.5")]
    [InlineData("""{ "Text": 3 }""", "Text: must be a text, not 3")]
    [InlineData("""{ "Text": null }""", "Text: must not be null; leave the key out to get its default")]
    [InlineData("""{ "Method": "Post" }""", "Method: must be one of Get, Head, not \"Post\"")]
    [InlineData("""{ "Method": 1 }""", "Method: must be one of Get, Head, not 1")]
    [InlineData("""{ "Url": "x" }""", "Url: must be an absolute address such as \"https://example.com/\", not \"x\"")]
    [InlineData("""{ "Words": "a" }""", "Words: must be a list in [ ], not \"a\"")]
    [InlineData("""{ "Words": [ "a", [] ] }""", "Words:1: must be a text, not a list")]
    [InlineData("""{ "Parts": [ { "Weight": 1 } ] }""", "Parts:0:Name: is missing, and has no default")]
    [InlineData("""{ "Parts": [{ "Colour": 1, "Name": "" }] }""", "Parts:0:Colour: unknown setting; known: Name, Weight")]
    [InlineData("""{ "Pauses": { "x": "soon" } }""", $"Pauses:x: must be {Duration}, not \"soon\"")]
    [InlineData("""{ "Numbr": 1 }""", "Numbr: unknown setting; did you mean \"Number\"?")]
    [InlineData("""{ "Nubmer": 1 }""", "Nubmer: unknown setting; did you mean \"Number\"?")]
    [InlineData("""{ "Colour": 1 }""",
        "Colour: unknown setting; known: Text, Maybe, Number, Ratio, Flag, Method, Pause, Url, Address, Words, Numbers, Parts, Pauses")]
    [InlineData("""{ "Number": 1, "number": 2 }""", "Number: is there more than once; remove one")]
    [InlineData("[]", "must be an object in { }, not a list")]
    public void What_does_not_fit_is_named(string json, string problem) =>
        Assert.Equal(problem, Assert.Single(Problems(json)).ToString());

    [Fact]
    public void All_problems_are_named_at_once() =>
        Assert.Equal(
            ["Numbr", "Text", "Flag"], Problems("""{ "Flag": 3, "Numbr": 1, "Text": 3 }""").Select(p => p.Path));

    [Theory]
    [InlineData(PluginKind.HealthCheck, "check web")]
    [InlineData(PluginKind.NotifyAction, "action web")]
    [InlineData(null, "web")]
    public void The_message_names_the_plugin_and_whose_settings_they_are(object? kind, string named)
    {
        var settings = JsonElement.Parse("""{ "Nam": "x" }""");
        var title = kind is PluginKind known ? new PluginSlot(known, "Http", "web", settings).Title : null;
        var context = new PluginContext { Plugin = "Http", Name = "web", Title = title, Settings = settings };

        var error = Assert.Throws<SettingsException>(context.Bind<Part>);

        Assert.Equal($"plugin Http, {named}: Nam: unknown setting; did you mean \"Name\"?", error.Message);
    }

    [Fact]
    public void A_type_that_settings_cannot_hold_is_the_author_s_error()
    {
        var error = Assert.Throws<NotSupportedException>(() => Bind<Unsupported>("""{ "When": "now" }"""));

        Assert.StartsWith(
            "Settings cannot hold System.Threading.CancellationToken", error.Message, StringComparison.Ordinal);
    }

    private sealed class Unsupported
    {
        public CancellationToken When { get; init; }
    }

    private static ImmutableArray<SettingsProblem> Problems(string json) =>
        Assert.Throws<SettingsException>(() => Bind<Everything>(json)).Problems;

    private static T Bind<T>(string json)
        where T : class =>
        new PluginContext { Plugin = "Http", Name = "web", Settings = JsonElement.Parse(json) }.Bind<T>();
}
