using Gateway.Cli;

namespace Gateway.Tests.Cli;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly TestCommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Show_names_the_file_the_node_and_the_line_of_a_value()
    {
        var file = Write("""
            { "Nodes": { "edge-a": { "Priority": 250 } },
              "Listen": { "Http": "*:80" }, "Sites": { "a.example.com": "http://10.0.0.1" } }
            """);

        Assert.Equal(ExitCode.Ok, await _command.InvokeAsync(
            "config", "show", "-c", file, "-n", "edge-a", "-s", "Vrrp:CrashNotice=false"));

        var text = _command.Output;
        Assert.StartsWith($"// {file} as edge-a runs it\n", text, StringComparison.Ordinal);
        Assert.Matches("\"a.example.com\": \"http://10.0.0.1\", +// appsettings.json:2\n", text);
        Assert.Matches("\"CrashNotice\": false, +// --set Vrrp:CrashNotice\n", text);
        Assert.Empty(_command.Error);
    }

    [Fact]
    public async Task Show_has_a_form_for_programs()
    {
        var file = Write("""{ "Nodes": { "edge-a": { "Priority": 250 } } }""");

        Assert.Equal(ExitCode.Ok, await _command.InvokeAsync("config", "show", "--json", "-c", file, "-n", "edge-a"));

        var shown = System.Text.Json.Nodes.JsonNode.Parse(_command.Output)!;
        Assert.Equal(250, (int)shown["configuration"]!["Nodes"]!["edge-a"]!["Priority"]!);
        Assert.Equal("File", (string)shown["sources"]!["Nodes:edge-a:Priority"]!["kind"]!);
        Assert.Equal(file, (string)shown["sources"]!["Nodes:edge-a:Priority"]!["name"]!);
        Assert.Equal("Default", (string)shown["sources"]!["Plugins:Folder"]!["kind"]!);
    }

    [Fact]
    public async Task An_invalid_configuration_is_not_shown()
    {
        var file = Write("""{ "Nodes": { "edge-a": { "Priority": 0 } } }""");

        Assert.Equal(
            ExitCode.InvalidConfiguration, await _command.InvokeAsync("config", "show", "-c", file, "-n", "edge-a"));

        Assert.Empty(_command.Output);
        Assert.Contains("0 is out of range", _command.Error, StringComparison.Ordinal);
    }

    private string Write(string text) => _command.Write("appsettings.json", text);
}
