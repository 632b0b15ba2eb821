using System.Text;
using Gateway.Configuration;
using Gateway.Configuration.Reading;

namespace Gateway.Tests.Configuration;

public sealed class PositionTests
{
    private const string Text = """
        // The first line is a comment.
        {
          "Nodes": { "edge-a": { "Priority": 150 } }, /* über */ "Vrp": {},
          "Vrrp": {
            "Instances": {
              "lan4": { /* two
                lines */ "VirtualRouterId": 300,
                "Addresses": [ "10.0.0.1",
                  "x" ],
              },
            },
          },
        }
        """;

    private static readonly string[] Expected =
    [
        "appsettings.json:3:58: Vrp: unknown key; did you mean \"Vrrp\"?",
        "appsettings.json:6:7: Vrrp:Instances:lan4:Interface: required: the network interface that carries the addresses, for example \"eth0\".",
        "appsettings.json:7:37: Vrrp:Instances:lan4:VirtualRouterId: 300 is out of range; use 1 to 255.",
        "appsettings.json:9:11: Vrrp:Instances:lan4:Addresses:1: \"x\" is not an address with a prefix length, for example \"192.168.10.10/24\".",
    ];

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(3, 1, 3)]
    [InlineData(5, 1, 5)]
    [InlineData(8, 2, 2)]
    [InlineData(11, 2, 4)]
    public void A_place_is_found_whichever_was_asked_for_before(int offset, int line, int column)
    {
        var bytes = Encoding.UTF8.GetBytes("{ü a:\n{ü b");

        foreach (var before in (int[])[0, 1, 3, 5, 7, 8, 10, 11])
        {
            var text = new SourceText("f", bytes);
            _ = text.PositionAt(before);
            Assert.Equal(new SourcePosition("f", line, column), text.PositionAt(offset));
        }
    }

    [Fact]
    public async Task Every_error_has_line_and_column_in_characters_despite_comments() =>
        Assert.Equal(Expected, await ErrorsAsync(Encoding.UTF8.GetBytes(Text)));

    [Fact]
    public async Task Windows_line_ends_change_nothing() =>
        Assert.Equal(Expected, await ErrorsAsync(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\r\n"))));

    [Fact]
    public async Task A_byte_order_mark_changes_nothing() =>
        Assert.Equal(Expected, await ErrorsAsync([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)]));

    [Fact]
    public async Task A_line_break_in_a_name_does_not_reach_the_terminal()
    {
        var error = Assert.Single(await ErrorsAsync(
            """{ "Nodes": { "edge-a": { "Priority": 1 } }, "\n\u001b[2J": 1 }"""u8.ToArray()));

        Assert.StartsWith("appsettings.json:1:45: \\u000a\\u001b[2J: unknown key; ", error, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> ErrorsAsync(byte[] content) =>
        (await ConfigurationFile.ParseAsync(ConfigText.Request, content, CancellationToken.None))
            .Errors.Select(e => e.ToString());
}
