using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Gateway.Support;

namespace Gateway.Tests.Support;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("it is Secret99!", "it is <hidden>")]
    [InlineData("a1 is one, a12 and ba1 are not", "<hidden> is one, a12 and ba1 are not")]
    [InlineData("192.168.7.7 has priority 7", "192.168.7.7 has priority 7")]
    public void Known_secrets_are_hidden_short_ones_where_they_stand_alone(string text, string expected) =>
        Assert.Equal(expected, new Redaction(["secret99!", "a1", "7"]).Lines(text));

    [Theory]
    [InlineData("Authorization: Bearer abcdefgh1234", "Authorization: <hidden> <hidden>")]
    [InlineData("{\"token\": \"abc\", \"a\": 1}", "{\"token\": \"<hidden>\", \"a\": 1}")]
    [InlineData("GET http://me:pw@a/x?access_token=b&c=d", "GET http://<hidden>@a/x?access_token=<hidden>&c=d")]
    [InlineData("lan4: Backup -> Master: the Master fell silent", "lan4: Backup -> Master: the Master fell silent")]
    public void What_looks_like_a_secret_is_hidden_too(string text, string expected) =>
        Assert.Equal(expected, new Redaction([]).Lines(text));

    [Fact]
    public void Json_stays_json()
    {
        var cleaned = new Redaction(["top secret", "1234"]).Json(
            """{ "a": [ "x top secret y", 1234, 12, true, null ], "top secret": "http://u:p@h/?key=1" }"""u8);

        var node = JsonNode.Parse(cleaned)!;
        Assert.Equal(
            """["x <hidden> y","<hidden>",12,true,null]""",
            node["a"]!.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("http://<hidden>@h/?key=<hidden>", (string)node["<hidden>"]!);
    }
}
