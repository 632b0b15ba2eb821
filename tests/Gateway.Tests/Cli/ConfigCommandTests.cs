using Gateway.Cli;

namespace Gateway.Tests.Cli;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tests-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Show_names_the_file_the_node_and_the_line_of_a_value()
    {
        var file = Write("""
            { "Nodes": { "edge-a": { "Priority": 250 } },
              "Listen": { "Http": "*:80" }, "Sites": { "a.example.com": "http://10.0.0.1" } }
            """);

        Assert.Equal(ExitCode.Ok, await InvokeAsync(
            "config", "show", "-c", file, "-n", "edge-a", "-s", "Vrrp:CrashNotice=false"));

        var text = _output.ToString();
        Assert.StartsWith($"// {file} as edge-a runs it\n", text, StringComparison.Ordinal);
        Assert.Matches("\"a.example.com\": \"http://10.0.0.1\", +// appsettings.json:2\n", text);
        Assert.Matches("\"CrashNotice\": false, +// --set Vrrp:CrashNotice\n", text);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Show_has_a_form_for_programs()
    {
        var file = Write("""{ "Nodes": { "edge-a": { "Priority": 250 } } }""");

        Assert.Equal(ExitCode.Ok, await InvokeAsync("config", "show", "--json", "-c", file, "-n", "edge-a"));

        var shown = System.Text.Json.Nodes.JsonNode.Parse(_output.ToString())!;
        Assert.Equal(250, (int)shown["configuration"]!["Nodes"]!["edge-a"]!["Priority"]!);
        Assert.Equal("File", (string)shown["sources"]!["Nodes:edge-a:Priority"]!["kind"]!);
        Assert.Equal(file, (string)shown["sources"]!["Nodes:edge-a:Priority"]!["name"]!);
        Assert.Equal("Default", (string)shown["sources"]!["Plugins:Folder"]!["kind"]!);
    }

    [Fact]
    public async Task An_invalid_configuration_is_not_shown()
    {
        var file = Write("""{ "Nodes": { "edge-a": { "Priority": 0 } } }""");

        Assert.Equal(ExitCode.InvalidConfiguration, await InvokeAsync("config", "show", "-c", file, "-n", "edge-a"));

        Assert.Empty(_output.ToString());
        Assert.Contains("0 is out of range", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> InvokeAsync(params string[] arguments) =>
        new CommandLine((_, _, _, _) => throw new InvalidOperationException(), _output, _error).InvokeAsync(arguments);

    private string Write(string text)
    {
        var file = Path.Combine(_folder, "appsettings.json");
        File.WriteAllText(file, text);
        return file;
    }
}
