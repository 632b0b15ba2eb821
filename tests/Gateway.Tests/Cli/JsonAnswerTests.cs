using System.Text.Json;
using Gateway.Cli;

namespace Gateway.Tests.Cli;

/// <summary><c>--json</c> of the commands that ask no gateway (issue 7, point 1: <c>--json</c> everywhere).</summary>
public sealed class JsonAnswerTests : IDisposable
{
    private const string Valid = """
        { "Nodes": { "edge-a": { "Priority": 250 }, "edge-b": { "Priority": 250 } },
          "Vrrp": { "Instances": { "lan4": { "Interface": "eth0", "VirtualRouterId": 52, "Addresses": "192.168.10.10/24" } } },
          "Listen": { "Https": "*:443" }, "Sites": { "a.example.com": "http://10.0.0.1" } }
        """;

    private readonly TestCommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Check_says_what_it_means_and_what_is_probably_not_meant()
    {
        var file = Write("appsettings.json", Valid);

        var answer = await AskAsync(ExitCode.Ok, "check", "-c", file, "-n", "edge-a");

        Assert.True(answer.GetProperty("accepted").GetBoolean());
        Assert.Equal("edge-a", answer.GetProperty("node").GetString());
        Assert.StartsWith($"{file} is valid for node edge-a: ", answer.GetProperty("summary").GetString(),
            StringComparison.Ordinal);
        var warning = answer.GetProperty("warnings")[0];
        Assert.Equal(
            ("equal-priorities", file, 1),
            (warning.GetProperty("id").GetString(), warning.GetProperty("file").GetString(),
                warning.GetProperty("line").GetInt32()));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("forecast").ValueKind);

        answer = await AskAsync(ExitCode.InvalidConfiguration, "check", "-c", file, "-n", "edge-a", "--strict", "--explain");
        Assert.False(answer.GetProperty("accepted").GetBoolean());
        Assert.Equal(2, answer.GetProperty("forecast").GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task Check_names_every_mistake_with_its_place()
    {
        var file = Write("appsettings.json", """{ "Nodes": { "edge-a": { "Priority": 0 } }, "Vrp": {} }""");

        var answer = await AskAsync(ExitCode.InvalidConfiguration, "check", "-c", file, "-n", "edge-a");

        Assert.Equal(
            ["Nodes:edge-a:Priority", "Vrp"],
            answer.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()));
        Assert.Equal(45, answer.GetProperty("errors")[1].GetProperty("column").GetInt32());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("summary").ValueKind);
    }

    [Fact]
    public async Task Plan_lists_changes_what_needs_a_restart_and_mistakes()
    {
        var (old, next) = (Write("old.json", Valid), Write("next.json",
            Valid.Replace("10.0.0.1", "10.0.0.2", StringComparison.Ordinal)));

        var answer = await AskAsync(ExitCode.Changes, "plan", "-c", next, "-n", "edge-a", "--against", old);
        Assert.Contains("~ site a.example.com", answer.GetProperty("changes")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(0, answer.GetProperty("needsRestart").GetArrayLength());
        Assert.Equal((old, "edge-a"), (answer.GetProperty("against").GetString(), answer.GetProperty("node").GetString()));

        _ = Write("next.json", Valid.Replace(
            "\"Listen\"", "\"Plugins\": { \"Folder\": \"x\" }, \"Listen\"", StringComparison.Ordinal));
        answer = await AskAsync(ExitCode.ChangesNeedRestart, "plan", "-c", next, "-n", "edge-a", "--against", old);
        Assert.Equal("Plugins:Folder", answer.GetProperty("needsRestart")[0].GetString());

        _ = Write("next.json", "{ }");
        answer = await AskAsync(ExitCode.InvalidConfiguration, "plan", "-c", next, "-n", "edge-a", "--against", old);
        Assert.NotEqual(0, answer.GetProperty("errors").GetArrayLength());
    }

    /// <summary>Whoever reads standard output hears what is wrong there.</summary>
    [Theory]
    [InlineData("config", "show")]
    [InlineData("route", "https://a.example.com/")]
    [InlineData("doctor")]
    public async Task Who_needs_a_valid_file_says_what_is_wrong_with_it_as_check_does(params string[] command)
    {
        string[] where = ["-c", Write("appsettings.json", """{ "Nods": {} }"""), "-n", "edge-a"];
        _ = await AskAsync(ExitCode.InvalidConfiguration, ["check", .. where]);
        var expected = _command.Output;

        var answer = await AskAsync(ExitCode.InvalidConfiguration, [.. command, .. where]);

        Assert.Equal(expected, _command.Output);
        Assert.Equal("Nods", answer.GetProperty("errors")[0].GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("https://a.example.com/", ExitCode.Ok, "Sites:a.example.com")]
    [InlineData("https://b.example.com/", ExitCode.Failure, "no route matches: the client gets 404")]
    public async Task Route_says_who_takes_a_request(string request, int code, string said)
    {
        var answer = await AskAsync(
            code, "route", request, "-c", Write("appsettings.json", Valid), "-n", "edge-a");

        Assert.Equal(code == ExitCode.Ok, answer.GetProperty("found").GetBoolean());
        Assert.Equal(said, code == ExitCode.Ok
            ? answer.GetProperty("facts")[0].GetProperty("value").GetString()
            : answer.GetProperty("problem").GetString());
    }

    [Fact]
    public async Task Import_says_what_became_of_every_keyword()
    {
        var file = Write("k.conf", "vrrp_instanze x { }");
        var output = Path.Combine(_command.Folder, "made.json");

        var answer = await AskAsync(ExitCode.Failure, "import", file, "-o", output);

        Assert.True(answer.GetProperty("needsAttention").GetBoolean());
        Assert.Equal(output, answer.GetProperty("output").GetString());
        Assert.Contains(answer.GetProperty("entries").EnumerateArray(), entry =>
            entry.GetProperty("outcome").GetString() == "Attention" && entry.GetProperty("line").GetInt32() == 1);
    }

    /// <summary>Issue 6, point 5: what a stream passes on comes to no route.</summary>
    [Theory]
    [InlineData("https://vpn.example.com/x", ExitCode.Ok, "Streams:vpn: passed on as it is, to the destination with the fewest connections")]
    [InlineData("https://VPN.example.com./x", ExitCode.Ok, "Streams:vpn: passed on as it is, to the destination with the fewest connections")]
    [InlineData("https://any.b\u00fccher.example/", ExitCode.Ok, "Streams:vpn: passed on as it is, to the destination with the fewest connections")]
    [InlineData("https://own.b\u00fccher.example/", ExitCode.Ok, "Sites:own.b\u00fccher.example")]
    [InlineData("http://a.example.com:5432/", ExitCode.Ok, "Streams:db: passed on as it is, to the destination with the fewest connections")]
    [InlineData("http://vpn.example.com/", ExitCode.Failure, "no route matches: the client gets 404")]
    public async Task Route_says_which_stream_takes_a_connection(string request, int code, string said)
    {
        var file = Write("appsettings.json", Valid.Replace(
            "\"Sites\": { ",
            """
            "Streams": {
              "vpn": { "ServerNames": [ "vpn.example.com", "*.b\u00fccher.example" ], "To": [ "10.0.0.9:443", "[fd00::9]:443" ] },
              "db": { "Listen": "*:5432", "To": "10.0.0.5:5432", "ProxyProtocol": "v2" } },
            "Sites": { "own.b\u00fccher.example": "http://10.0.0.1",
            """, StringComparison.Ordinal));

        var answer = await AskAsync(code, "route", request, "-c", file, "-n", "edge-a");

        Assert.Equal(code == ExitCode.Ok, answer.GetProperty("found").GetBoolean());
        var facts = answer.GetProperty("facts").EnumerateArray()
            .Select(fact => fact.GetProperty("value").GetString()!).ToArray();
        Assert.Equal(said, facts.FirstOrDefault() ?? answer.GetProperty("problem").GetString());
        if (said.StartsWith("Streams:vpn", StringComparison.Ordinal))
        {
            Assert.Equal([said, "10.0.0.9:443", "[fd00::9]:443", "MaxConnections = 4096"], facts);
            Assert.Equal(ExitCode.Ok, await _command.InvokeAsync("route", request, "-c", file, "-n", "edge-a"));
            Assert.Equal(
                $"stream       {said}\ndestination  10.0.0.9:443\ndestination  [fd00::9]:443\n"
                + "setting      MaxConnections = 4096\n",
                _command.Output);
        }
    }

    private async Task<JsonElement> AskAsync(int code, params string[] command)
    {
        Assert.Equal(code, await _command.InvokeAsync([.. command, "--json"]));
        Assert.Empty(_command.Error);
        using var json = JsonDocument.Parse(_command.Output);
        return json.RootElement.Clone();
    }

    private string Write(string name, string text) => _command.Write(name, text);
}
