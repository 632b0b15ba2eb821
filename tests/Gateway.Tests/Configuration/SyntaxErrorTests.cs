using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("", "appsettings.json: the file is empty; a configuration is one object in { }.")]
    [InlineData(" \r\n// nothing\n/* at all */ ",
        "appsettings.json: the file is empty; a configuration is one object in { }.")]
    [InlineData("[]", "appsettings.json:1:1: expected an object in { } that holds everything, found a list.")]
    [InlineData("{ \"a\": 1 \"b\": 2 }", "appsettings.json:1:10: a comma is missing before this.")]
    [InlineData("{ \"a\": [ 1 2 ] }", "appsettings.json:1:12: a comma is missing before this.")]
    [InlineData("{ \"a\" 1 }", "appsettings.json:1:7: a ':' is missing between the name and its value.")]
    [InlineData("{ a: 1 }", "appsettings.json:1:3: a name in double quotes is missing here.")]
    [InlineData("{ \"a\": , }",
        "appsettings.json:1:8: a value is missing here: a string in double quotes, a number, true, false, { } or [ ].")]
    [InlineData("{ \"a\": 'x' }",
        "appsettings.json:1:8: names and strings stand in double quotes, not in single ones.")]
    [InlineData("{ \"a\": 10.0.0.1 }", "appsettings.json:1:12: this is no number; a string stands in double quotes.")]
    [InlineData("{ \"a\": 01 }", "appsettings.json:1:9: a number has no zero in front.")]
    [InlineData("{ \"a\": truth }", "appsettings.json:1:11: this is no value; a string stands in double quotes.")]
    [InlineData("{ \"a\": \"x\n }",
        "appsettings.json:1:10: a '\"' is missing: the text that begins in this line has no end. A '\\' is written \"\\\\\".")]
    [InlineData("{ \"a\": \"C:\\x\" }",
        "appsettings.json:1:12: there is no such escape; a '\\' in a text is written \"\\\\\".")]
    [InlineData("{ \"a\": \"\\uD800\" }", "appsettings.json:1:8: this text has a \\u escape that is no character.")]
    [InlineData("{\n  \"a\": {\n",
        "appsettings.json:3:1: the file ends too early: what begins in line 2, column 8 has no end.")]
    [InlineData("{ \"a\": [ 1, 2",
        "appsettings.json:1:14: the file ends too early: what begins in line 1, column 8 has no end.")]
    [InlineData("{} {}", "appsettings.json:1:4: something follows the last '}'; remove it.")]
    public async Task Bad_syntax_is_one_sentence_at_its_place(string text, string expected) =>
        Assert.Equal([expected], await ErrorsAsync(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task Nesting_has_an_end()
    {
        var error = Assert.Single(await ErrorsAsync(
            System.Text.Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000))));

        Assert.EndsWith("objects and lists stand more than 64 deep in each other.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_UTF8_is_told_where() =>
        Assert.Equal(
            ["appsettings.json:2:5: this is not UTF-8 text; save the file as UTF-8."],
            await ErrorsAsync([.. "{\n // "u8, 0xE4, .. "\n}"u8]));

    [Fact]
    public async Task A_duplicate_key_is_told_both_lines() =>
        Assert.Equal(
            ["appsettings.json:3:2: Nodes: \"Nodes\" is here twice, first in line 2; remove one."],
            await ErrorsAsync("{\n \"Nodes\": { \"edge-a\": { \"Priority\": 1 } },\n \"Nodes\": {} }"u8.ToArray()));

    [Fact]
    public async Task A_key_of_the_plugin_may_not_be_there_twice_either() =>
        Assert.StartsWith(
            "HealthChecks:up:Settings:Url: \"Url\" is here twice",
            ConfigText.OnlyError(await ConfigText.WithNodesAsync(
                "'HealthChecks': { 'up': { 'Plugin': 'Tcp', 'Settings': { 'Url': 1, 'Url': 2 } } }")),
            StringComparison.Ordinal);

    private static async Task<IEnumerable<string>> ErrorsAsync(byte[] content) =>
        (await ConfigurationFile.ParseAsync(ConfigText.Request, content, CancellationToken.None))
            .Errors.Select(e => e.ToString());
}
