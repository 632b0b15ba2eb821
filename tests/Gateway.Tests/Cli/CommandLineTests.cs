using Gateway.Cli;
using Gateway.Configuration;
using Gateway.Observability;
using Gateway.Tests.Tls;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Cli;

public sealed partial class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tests-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private GatewayConfig? _ran;
    private LogSettings? _log;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Check_says_what_a_valid_file_means_for_the_node()
    {
        var file = Write("""
            { "Nodes": { "edge-a": { "Priority": 250 }, "edge-b": { "Priority": 240 } },
              "Vrrp": { "Instances": { "lan4": { "Interface": "eth0", "VirtualRouterId": 52, "Addresses": "192.168.10.10/24", "Track": { "proxy": -60 } } } },
              "Listen": { "Http": "*:80", "Https": "*:443" }, "Sites": { "a.example.com": "http://10.0.0.1" } }
            """);

        Assert.Equal(ExitCode.Ok, await InvokeAsync("check", "--config", file, "--node", "edge-b"));

        Assert.Equal(
            $"{file} is valid for node edge-b: 1 virtual router (lan4: 192.168.10.10/24 on eth0, version 3, multicast, priority 240), 2 listeners, 1 route, "
            + "0 health checks.\n",
            _output.ToString());
        Assert.Empty(_error.ToString());
        Assert.Null(_ran);
    }

    [Fact]
    public async Task Warnings_are_shown_and_count_as_errors_with_strict()
    {
        var file = Write("""
            { "Nodes": { "edge-a": { "Priority": 250 }, "edge-b": { "Priority": 250 } },
              "Vrrp": { "Instances": { "lan4": { "Interface": "eth0", "VirtualRouterId": 52, "Addresses": "192.168.10.10/24", "Track": { "proxy": -60 } } } } }
            """);

        Assert.Equal(ExitCode.Ok, await InvokeAsync("check", "--config", file, "--node", "edge-b"));
        var begin = $"{file}:1:69: warning [equal-priorities] Nodes:edge-b:Priority: ";
        Assert.StartsWith(begin, _error.ToString(), StringComparison.Ordinal);
        var strict = await InvokeAsync("check", "--config", file, "--node", "edge-b", "--strict");
        Assert.Equal(ExitCode.InvalidConfiguration, strict);
        Assert.EndsWith($"{file} has 1 warning.\n", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://app.example.com/", "route        Sites:app.example.com\ncluster      site:app.example.com\ndestination  site:app.example.com/10.0.0.1: http://10.0.0.1\n")]
    [InlineData("https://www.example.com/api/x", "route        ReverseProxy:Routes:api\ntransform    PathRemovePrefix=/api\ncluster      web\n"
        + "destination  web/one: http://10.0.0.2\ndestination  web/two: http://10.0.0.3\nbalancing    RoundRobin\n")]
    [InlineData("https://www.example.com/", "no route matches: the client gets 404\n")]
    public async Task Route_says_where_a_request_would_go(string request, string expected)
    {
        var file = Write("""
            { "Nodes": { "edge-a": { "Priority": 250 } }, "Listen": { "Https": "*:443" },
              "Sites": { "app.example.com": "http://10.0.0.1" },
              "ReverseProxy": {
                "Routes": { "api": { "ClusterId": "web", "Match": { "Hosts": [ "www.example.com" ], "Path": "/api/{**rest}" },
                                     "Transforms": [ { "PathRemovePrefix": "/api" } ] } },
                "Clusters": { "web": { "LoadBalancingPolicy": "RoundRobin",
                                       "Destinations": { "one": { "Address": "http://10.0.0.2" }, "two": { "Address": "http://10.0.0.3" } } } } } }
            """);

        var code = await InvokeAsync("route", request, "--config", file, "--node", "edge-a");

        Assert.Equal(expected, _output.ToString());
        Assert.Equal(expected.StartsWith("no", StringComparison.Ordinal) ? ExitCode.Failure : ExitCode.Ok, code);
    }

    [Theory]
    [InlineData("check", "")]
    [InlineData("run", "; nothing was started")]
    [InlineData("config show", "")]
    public async Task An_invalid_file_starts_nothing_and_is_exit_code_2(string command, string outcome)
    {
        var file = Write("""{ "Nodes": { "edge-a": { "Priority": 0 } }, "Vrp": {} }""");

        Assert.Equal(ExitCode.InvalidConfiguration, await InvokeAsync([.. command.Split(' '), "--config", file, "--node", "edge-a"]));

        Assert.Equal(
            $"{file}:1:38: Nodes:edge-a:Priority: 0 is out of range; use 1 to 254 (255 is for the owner of an address).\n"
            + $"{file}:1:45: Vrp: unknown key; did you mean \"Vrrp\"?\n"
            + $"{file} has 2 errors{outcome}.\n",
            _error.ToString());
        Assert.Empty(_output.ToString());
        Assert.Null(_ran);
    }

    [Fact]
    public async Task Run_runs_a_valid_file_and_returns_its_exit_code()
    {
        var file = Write("""{ "Nodes": { "edge-a": { "Priority": 1 } } }""");

        Assert.Equal(42, await InvokeAsync("run", "-c", file, "-n", "edge-a"));

        Assert.Equal("edge-a", _ran?.NodeName);
    }

    [Fact]
    public async Task Run_logs_as_the_command_line_says()
    {
        var file = Write("""{ "Nodes": { "edge-a": { "Priority": 1 } } }""");

        await InvokeAsync("run", "-c", file, "-n", "edge-a");
        Assert.Equal(new LogSettings(LogFormat.Text, LogLevel.Information), _log);

        await InvokeAsync("run", "-c", file, "-n", "edge-a", "--log-format", "json", "--log-level", "trace");
        Assert.Equal(new LogSettings(LogFormat.Json, LogLevel.Trace), _log);

        Assert.Equal(ExitCode.Failure, await InvokeAsync("run", "-c", file, "--log-level", "loud"));
        Assert.Contains("'trace'", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("start")]
    [InlineData("check", "--nod", "edge-a")]
    [InlineData("check", "--config")]
    public async Task A_wrong_command_line_is_exit_code_1(params string[] arguments)
    {
        Assert.Equal(ExitCode.Failure, await InvokeAsync(arguments));

        Assert.NotEmpty(_error.ToString());
    }

    [Fact]
    public async Task A_failure_while_running_is_exit_code_1()
    {
        var file = Write("""{ "Nodes": { "edge-a": { "Priority": 1 } } }""");
        var commandLine = new CommandLine(
            (_, _, _, _) => throw new InvalidOperationException("no socket"), _output, _error);

        Assert.Equal(ExitCode.Failure, await commandLine.InvokeAsync(["run", "-c", file, "-n", "edge-a"]));

        Assert.Contains("no socket", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_cannot_serve_is_an_error_of_the_check_and_no_reason_not_to_run()
    {
        var (one, other) = (TestCertificate.For("one.example.com"), TestCertificate.For("other.example.com"));
        using var certificates = new TestFolder().With("one.crt", one.Pem).With("one.key", other.Key);
        var file = Write($$"""
            { "Nodes": { "edge-a": { "Priority": 1 } }, "Tls": { "Certificates": [ "{{certificates.Path}}" ] } }
            """);

        Assert.Equal(42, await InvokeAsync("run", "-c", file, "-n", "edge-a"));
        Assert.Equal(ExitCode.InvalidConfiguration, await InvokeAsync("check", "-c", file, "-n", "edge-a"));

        Assert.StartsWith(
            $"{file}:1:72: Tls:Certificates:0: {certificates.Path}/one.crt cannot serve: The key in "
            + $"{certificates.Path}/one.key is not that of the certificate; ",
            _error.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_certificates_that_is_not_there_is_a_warning_of_the_check()
    {
        var file = Write("""{ "Nodes": { "edge-a": { "Priority": 1 } }, "Tls": { "Certificates": [ "certs" ] } }""");

        Assert.Equal(42, await InvokeAsync("run", "-c", file, "-n", "edge-a"));
        Assert.Empty(_error.ToString());
        Assert.Equal(ExitCode.Ok, await InvokeAsync("check", "-c", file, "-n", "edge-a"));
        Assert.StartsWith(
            $"{file}:1:72: warning [missing-file] Tls:Certificates:0: {_folder}/certs is not there: ",
            _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ExitCode.InvalidConfiguration, await InvokeAsync("check", "-c", file, "-n", "edge-a", "--strict"));
    }

    [Fact]
    public async Task Check_explains_what_will_happen()
    {
        var file = Write("""
            { "Nodes": { "edge-a": { "Priority": 250 }, "edge-b": { "Priority": 240 } },
              "Vrrp": { "Instances": { "lan4": { "Interface": "eth0", "VirtualRouterId": 52, "Addresses": "192.168.10.10/24", "Track": { "proxy": -60 } } } } }
            """);

        Assert.Equal(ExitCode.Ok, await InvokeAsync("check", "--config", file, "--node", "edge-b", "--explain"));

        Assert.Contains(
            "0 health checks.\n\nWhile all is well\n  edge-a: Master of lan4\n  edge-b: Backup of lan4\n",
            _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", ExitCode.Ok, "Nothing changes.")]
    [InlineData("\"Sites\": { \"a.example.com\": \"http://10.0.0.1\" }, \"Listen\": { \"Http\": \"*:80\" },",
        ExitCode.Changes, "  + site a.example.com: http://10.0.0.1\n\nA reload takes all of it up")]
    [InlineData("\"Plugins\": { \"Folder\": \"elsewhere\" },",
        ExitCode.ChangesNeedRestart, "A reload refuses all of it: Plugins:Folder changed")]
    public async Task Plan_says_what_a_reload_would_change(string change, int code, string said)
    {
        const string Old = """{ $ "Nodes": { "edge-a": { "Priority": 250 } } }""";
        var against = Path.Combine(_folder, "old.json");
        await File.WriteAllTextAsync(against, Old.Replace("$", "", StringComparison.Ordinal));
        var file = Write(Old.Replace("$", change, StringComparison.Ordinal));

        Assert.Equal(code, await InvokeAsync("plan", "-c", file, "-n", "edge-a", "--against", against));

        Assert.StartsWith($"Against {against}, for node edge-a:\n\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(said, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_laid_over_the_file_is_laid_over_the_old_one_too()
    {
        const string Text = """{ "Nodes": { "edge-a": { "Priority": 250 } }, "Tls": { "Certificates": "certs" } }""";
        var file = Write(Text);
        _ = Directory.CreateDirectory(Path.Combine(_folder, "conf.d"));
        _ = Directory.CreateDirectory(Path.Combine(_folder, "old"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "conf.d", "1.json"), """{ "Listen": { "Http": "*:80" } }""");
        var against = Path.Combine(_folder, "old", "appsettings.json");
        await File.WriteAllTextAsync(against, Text);

        Assert.Equal(ExitCode.Ok, await InvokeAsync("plan", "-c", file, "-n", "edge-a", "-a", against));
    }

    [Fact]
    public async Task Plan_tells_an_invalid_file_from_an_old_one_that_is_none()
    {
        var (valid, wrong) = (Path.Combine(_folder, "valid.json"), Path.Combine(_folder, "wrong.json"));
        await File.WriteAllTextAsync(valid, """{ "Nodes": { "edge-a": { "Priority": 250 } } }""");
        await File.WriteAllTextAsync(wrong, """{ "Nodes": { "edge-a": { "Priority": 0 } } }""");

        Assert.Equal(ExitCode.InvalidConfiguration, await InvokeAsync("plan", "-c", wrong, "-n", "edge-a", "-a", valid));
        Assert.Equal(ExitCode.Failure, await InvokeAsync("plan", "-c", valid, "-n", "edge-a", "-a", wrong));

        Assert.StartsWith($"{wrong}:1:38: Nodes:edge-a:Priority: 0 is out", _error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            $"{wrong} cannot be compared with: it is no valid configuration; name another file with --against.\n",
            _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_refuses_another_folder_of_certificates_as_a_reload_does()
    {
        var next = Write("""{ "Nodes": { "edge-a": { "Priority": 1 } }, "Tls": { "Certificates": "nowhere" } }""");
        var old = Path.Combine(_folder, "old.json");
        await File.WriteAllTextAsync(old, """{ "Nodes": { "edge-a": { "Priority": 1 } } }""");

        Assert.Equal(ExitCode.InvalidConfiguration, await InvokeAsync("plan", "-c", next, "-n", "edge-a", "-a", old));
        Assert.Equal(ExitCode.Ok, await InvokeAsync("plan", "-c", next, "-n", "edge-a", "-a", next));
    }

    [Fact]
    public async Task A_request_that_two_routes_are_level_for_is_told_so()
    {
        var file = Write("""
            { "Nodes": { "edge-a": { "Priority": 1 } }, "Listen": { "Https": "*:443" }, "ReverseProxy": {
                "Routes": { "a": { "ClusterId": "c", "Match": { "Path": "/{id:int}" } },
                            "b": { "ClusterId": "c", "Match": { "Path": "/{id:long}" } } },
                "Clusters": { "c": { "Destinations": { "d": { "Address": "http://10.0.0.1" } } } } } }
            """);

        Assert.Equal(ExitCode.Failure, await InvokeAsync("route", "https://a/5", "-c", file, "-n", "edge-a"));

        Assert.Equal(
            "the routes a and b match equally well: the client gets 500; give one of them an Order\n", _output.ToString());
    }

    private Task<int> InvokeAsync(params string[] arguments) =>
        new CommandLine(
            (_, loaded, log, _) =>
            {
                (_ran, _log) = (loaded.Config, log);
                return Task.FromResult(42);
            },
            _output,
            _error).InvokeAsync(arguments);

    private string Write(string text)
    {
        var file = Path.Combine(_folder, "appsettings.json");
        File.WriteAllText(file, text);
        return file;
    }
}
