using Gateway.Cli;

namespace Gateway.Tests.Cli;

public sealed class ImportCommandTests : IDisposable
{
    private const string Instance = "vrrp_instance lan { interface eth0\nvirtual_router_id 51\n"
        + "virtual_ipaddress { 192.168.10.10/24 } ";

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tests-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private string OutputFile => Path.Combine(_folder, "appsettings.json");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Two_files_become_one_that_the_check_accepts()
    {
        var (a, b) = (Write("a.conf", Instance + "priority 150\n}"), Write("b.conf", Instance + "priority 100\n}"));

        Assert.Equal(0, await InvokeAsync("import", "--node", "edge-a", a, "--node", "edge-b", b, "-o", OutputFile));
        Assert.EndsWith(
            $"{OutputFile}: 10 mapped, 7 by default, 0 left out, 0 to look at. `gateway check` accepts it.\n",
            _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            $"{a}:3: priority 150 -> Nodes:edge-a:Priority\n", _output.ToString(), StringComparison.Ordinal);

        Assert.Equal(0, await InvokeAsync("check", "--config", OutputFile, "--node", "edge-b"));
        Assert.Contains("priority 100", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("error", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_attention_is_exit_code_1_and_the_file_is_written_all_the_same()
    {
        var file = Write("k.conf", "vrrp_instanze x { }");

        Assert.Equal(1, await InvokeAsync("import", file, "-o", OutputFile));

        Assert.True(File.Exists(OutputFile));
        Assert.Contains(
            $"{file}:1: vrrp_instanze x: is no keyword that is known here; did you mean \"vrrp_instance\"? It is "
                + "left out.",
            _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_exit_code_2_and_nothing_is_written()
    {
        Assert.Equal(2, await InvokeAsync("import", Path.Combine(_folder, "absent.conf"), "-o", OutputFile));

        Assert.False(File.Exists(OutputFile));
        Assert.StartsWith("Nothing was imported: Could not find file", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_file_is_replaced_only_when_asked()
    {
        var file = Write("k.conf", Instance + "}");
        await File.WriteAllTextAsync(OutputFile, "mine");

        Assert.Equal(2, await InvokeAsync("import", file, "-o", OutputFile));
        Assert.Equal("mine", await File.ReadAllTextAsync(OutputFile));
        Assert.Equal(
            $"{OutputFile} exists; name another file with --output, or replace it with --force.\n", _error.ToString());

        Assert.Equal(1, await InvokeAsync("import", file, "-o", OutputFile, "--force"));
        Assert.Contains(
            "\"VirtualRouterId\": 51", await File.ReadAllTextAsync(OutputFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_a_password_is_nobody_else_s()
    {
        var file = Write("k.conf", Instance + "authentication { auth_type PASS\nauth_pass x\n} }");

        Assert.Equal(1, await InvokeAsync("import", file, "-o", OutputFile));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(OutputFile));
    }

    [Fact]
    public async Task The_configuration_can_go_to_standard_output_and_the_report_beside_it()
    {
        var file = Write("k.conf", Instance + "}");

        Assert.Equal(1, await InvokeAsync("import", file, "-o", "-"));

        Assert.StartsWith("// Imported from ", _output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("}\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("The configuration: ", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_that_are_on_another_machine_are_kept()
    {
        var file = Write("k.conf", "vrrp_script up {\nscript \"/nowhere/check\"\n}\n" + Instance
            + "\ntrack_script {\nup\n}\nnotify_master \"/nowhere/notify now\"\n}");

        Assert.Equal(1, await InvokeAsync("import", file, "-o", OutputFile));

        var text = await File.ReadAllTextAsync(OutputFile);
        Assert.Contains("\"/nowhere/check\"", text, StringComparison.Ordinal);
        Assert.Contains("\"/nowhere/notify\", \"now\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There are 2 files and 1 --node; name each machine or none.", "a", "b", "--node", "x")]
    [InlineData("There are 1 files and 2 --id; give each file one or none.", "a", "--id", "x", "--id", "y")]
    [InlineData("Two machines have the same name; give each --node its own.", "a", "b", "-n", "x", "-n", "x")]
    [InlineData("\"x y\" cannot be the name of a node; use 1 to 64 letters, digits, '.', '_' or '-', beginning "
        + "with a letter or digit.",
        "a", "-n", "x y")]
    public async Task Names_that_do_not_fit_the_files_are_refused(string message, params string[] arguments)
    {
        Assert.Equal(2, await InvokeAsync(["import", .. arguments]));

        Assert.Equal(message + "\n", _error.ToString());
    }

    [Fact]
    public async Task Help_has_examples_and_exit_codes()
    {
        Assert.Equal(0, await InvokeAsync("import", "--help"));

        Assert.Contains("gateway import --node edge-a a/keepalived.conf", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 something needs attention", _output.ToString(), StringComparison.Ordinal);
    }

    private Task<int> InvokeAsync(params string[] arguments) =>
        new CommandLine((_, _, _, _) => Task.FromResult(42), _output, _error).InvokeAsync(arguments);

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
