using Gateway.Cli;
using Gateway.Tests.Tls;
using Shared;

namespace Gateway.Tests.Cli;

/// <content>What is said to whom: help, and warnings.</content>
public sealed partial class CommandLineTests
{
    [Theory]
    [InlineData("route", "https://a.example.com/")]
    [InlineData("config", "show")]
    [InlineData("plan", "--against", "$")]
    public async Task A_question_gets_its_answer_without_the_warnings(params string[] command)
    {
        var file = Write("""
            { "Nodes": { "edge-a": { "Priority": 250 }, "edge-b": { "Priority": 250 } },
              "Vrrp": { "Instances": { "lan4": { "Interface": "eth0", "VirtualRouterId": 52, "Addresses": "192.168.10.10/24" } } },
              "Listen": { "Https": "*:443" }, "Sites": { "a.example.com": "http://10.0.0.1" } }
            """);

        Assert.Equal(ExitCode.Ok, await InvokeAsync(
            [.. command.Select(word => word == "$" ? file : word), "-c", file, "-n", "edge-a"]));

        Assert.NotEmpty(_output.ToString());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task A_certificate_that_has_expired_and_an_empty_folder_are_warnings_of_the_check_alone()
    {
        var old = TestCertificate.Until(DateTimeOffset.UtcNow.AddDays(-1), "old.example.com");
        using var full = new TestFolder().With("old.crt", old.Pem).With("old.key", old.Key);
        using var none = new TestFolder();
        var file = Write($$"""
            { "Nodes": { "edge-a": { "Priority": 1 } }, "Tls": { "Certificates": [ "{{full.Path}}", "{{none.Path}}" ] } }
            """);

        Assert.Equal(42, await InvokeAsync("run", "-c", file, "-n", "edge-a"));
        Assert.Empty(_error.ToString());
        Assert.Equal(ExitCode.Ok, await InvokeAsync("check", "-c", file, "-n", "edge-a"));

        Assert.Collection(
            _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains(
                $" warning [certificate-expired] Tls:Certificates:0: {full.Path}/old.crt, for old.example.com, expired on ",
                line, StringComparison.Ordinal),
            line => Assert.Contains(
                $" warning [no-certificates] Tls:Certificates:1: {none.Path} has no certificate: ", line,
                StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_lists_each_command_with_a_sentence_and_every_exit_code()
    {
        await InvokeAsync("--help");

        var help = _output.ToString();
        Assert.Contains(
            "Say what a reload would change, and what that means; change nothing.\n", help, StringComparison.Ordinal);
        Assert.DoesNotContain("which a gateway keeps a copy", help, StringComparison.Ordinal);
        Assert.DoesNotContain("Each --node, and each --id", help, StringComparison.Ordinal);
        Assert.Contains("3 a reload takes the changes up, 4 they need a restart", help, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing was started", help, StringComparison.Ordinal);

        await InvokeAsync("plan", "--help");
        Assert.Contains(
            "gateway plan --config new.json --against old.json", _output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A list of commands shows an argument in angle brackets, as if it had to be there.</summary>
    [Fact]
    public async Task Help_shows_what_may_be_left_out_as_such()
    {
        await InvokeAsync("--help");
        Assert.Matches(@"\n  route <URL> +Say ", _output.ToString());
        Assert.Matches(@"\n  drain +Take ", _output.ToString());
        Assert.Matches(@"\n  undrain +Take ", _output.ToString());

        await InvokeAsync("drain", "--help");
        Assert.Contains("drain [<CLUSTER/DESTINATION>] [options]", _output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Issue 7, point 1: <c>--help</c> with examples, exit codes documented, <c>--json</c>
    /// everywhere.</summary>
    [Fact]
    public async Task Each_command_has_examples_its_exit_codes_and_json()
    {
        // A command of commands; one that goes on for ever; one whose line goes into a file.
        string[] withoutJson = ["run", "hash-password"];
        var commands = (await CommandsAsync()).Except(["config"]).Append("config show").Append("logs level");

        foreach (var command in commands)
        {
            _output.GetStringBuilder().Clear();
            Assert.Equal(ExitCode.Ok, await InvokeAsync([.. command.Split(' '), "--help"]));
            var help = _output.ToString();

            Assert.Contains("Example", help, StringComparison.Ordinal);
            Assert.Contains($" gateway {command}", help.Split("Example")[1], StringComparison.Ordinal);
            Assert.Contains("Exit codes: 0", help, StringComparison.Ordinal);
            Assert.True(
                help.Contains("--json", StringComparison.Ordinal) || withoutJson.Contains(command), $"{command} --json");
        }
    }

    /// <summary>Issue 7, point 1: completions, of commands, options and values.</summary>
    [Theory]
    [InlineData("gateway ha", "handover", "hash-password")]
    [InlineData("gateway status --w", "--watch")]
    [InlineData("gateway logs level all tr", "trace")]
    public async Task What_is_begun_is_completed(string line, params string[] expected)
    {
        var column = line.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(ExitCode.Ok, await InvokeAsync($"[suggest:{column}]", line));

        Assert.Equal(expected, _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_manual_page_has_every_command()
    {
        var commands = await CommandsAsync();
        var page = await File.ReadAllTextAsync(
            Repository.PathOf("config/packaging/gateway.8"));

        Assert.Contains("doctor", commands);
        Assert.All(commands, command => Assert.Contains(
            $".B gateway {command.Replace("-", "\\-", StringComparison.Ordinal)}\n", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_has_examples_and_exit_codes()
    {
        Assert.Equal(ExitCode.Ok, await InvokeAsync("--help"));

        Assert.Contains("gateway check --config", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 invalid configuration", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status --chek", "Unrecognized command or argument '--chek'.", "gateway status", 1)]
    [InlineData("chek", "Unrecognized command or argument 'chek'.", "gateway", 1)]
    [InlineData("history --limit x", "--limit x: write a number from 1 on.", "gateway history", 1)]
    [InlineData("history --limit 0", "--limit 0: write a number from 1 on.", "gateway history", 1)]
    [InlineData("logs level all loud", "Argument 'loud' not recognized.", "gateway logs level", 1)]
    // What nobody knows is no destination, no URL and no file.
    [InlineData("drain --for banana", "Unrecognized command or argument '--for'.", "gateway drain", 1)]
    [InlineData("route --methd GET", "'--methd'.\nDid you mean \"--method\"?", "gateway route", 1)]
    [InlineData("logs levl all debug", "'levl'.\nDid you mean \"level\"?", "gateway logs", 1)]
    [InlineData("statsu", "'statsu'.\nDid you mean \"status\"?", "gateway", 1)]
    [InlineData("handover x", "Unrecognized command or argument 'x'.", "gateway handover", 1)]
    // 1 is a warning to whoever reads it as Nagios does.
    [InlineData("status --check --sokket /x", "Unrecognized command or argument '--sokket'.", "gateway status", 3)]
    [InlineData("status --socket ", "--socket \"\": write the path of a socket, or leave it out.", "gateway status", 1)]
    [InlineData("status --check --socket ", "--socket \"\": write the path", "gateway status", 3)]
    [InlineData("doctor --socket ", "--socket \"\": write the path", "gateway doctor", 1)]
    [InlineData("support -o ", "--output \"\": write the path of a file, or leave it out.", "gateway support", 1)]
    [InlineData("certs --root -o ", "--output \"\": write the path of a file", "gateway certs", 1)]
    public async Task A_mistyped_command_gets_its_mistake_and_no_page_of_help(
        string line, string mistake, string command, int code)
    {
        Assert.Equal(code, await InvokeAsync(line.Split(' ')));

        Assert.Contains(mistake, _error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($"\nSee: {command} --help\n", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Usage:", $"{_output}{_error}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_no_socket_can_have_is_told()
    {
        var path = "/" + new string('a', 107);

        Assert.Equal(ExitCode.Failure, await InvokeAsync("status", "--socket", path));

        Assert.StartsWith(
            $"--socket {path}: too long for a socket; use at most 107 bytes.", _error.ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("config")]
    public async Task Without_a_command_there_is_the_list_of_them(params string[] line)
    {
        Assert.Equal(ExitCode.Failure, await InvokeAsync(line));

        Assert.Contains("Commands:", _output.ToString(), StringComparison.Ordinal);
    }

    private async Task<string[]> CommandsAsync()
    {
        await InvokeAsync("--help");
        return
        [
            .. _output.ToString().Split("Commands:\n")[1].Split('\n')
                .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ')
                .Select(line => line.Trim().Split(' ')[0]),
        ];
    }
}
