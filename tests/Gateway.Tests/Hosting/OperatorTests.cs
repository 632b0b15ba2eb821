using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gateway.Admin;
using Gateway.Admin.Status;
using Gateway.Cli;
using Gateway.Cli.Operate;
using Gateway.Tests.Admin;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Hosting;

/// <summary>The commands against a gateway with everything but an engine, over its unix socket (issue 7, point 1; issue
/// 5, point 4: reload by an admin command, and a refused file is shown).</summary>
public sealed class OperatorTests : IAsyncDisposable
{
    private readonly ReloadRig _rig = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _output.DisposeAsync();
        await _error.DisposeAsync();
    }

    [Fact]
    public async Task Status_shows_checks_destinations_certificates_and_listeners()
    {
        await StartAsync();

        Assert.Equal(ExitCode.Ok, await TypeAsync("status"));

        var text = _output.ToString();
        Assert.StartsWith("edge-a  Gateway ", text, StringComparison.Ordinal);
        Assert.Contains("\nCHECK", text, StringComparison.Ordinal);
        Assert.Contains("\nsite:localhost/127.0.0.1:1  ", text, StringComparison.Ordinal);
        Assert.Contains("\nCERTIFICATE", text, StringComparison.Ordinal);
        Assert.Contains($"\nListening: http 127.0.0.1:{_rig.Port}\n", text, StringComparison.Ordinal);
        Assert.Contains("\nlan       Initialize  -", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text);
    }

    [Fact]
    public async Task Json_is_the_answer_as_it_came_in_camel_case()
    {
        await StartAsync();

        Assert.Equal(ExitCode.Ok, await TypeAsync("status", "--json"));

        using var json = JsonDocument.Parse(_output.ToString());
        Assert.Equal("edge-a", json.RootElement.GetProperty("node").GetString());
        Assert.Equal(51, json.RootElement.GetProperty("instances")[0].GetProperty("virtualRouterId").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("configuration").GetProperty("rejected").ValueKind);
        Assert.Equal(16, json.RootElement.GetProperty("configuration").GetProperty("hash").GetString()!.Length);
    }

    [Fact]
    public async Task Reload_waits_and_says_what_has_changed()
    {
        await StartAsync();
        Assert.Equal(ExitCode.Ok, await TypeAsync("reload"));
        Assert.StartsWith($"{_rig.File} is in force since ", _output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("; nothing has changed.\n", _output.ToString(), StringComparison.Ordinal);

        _output.GetStringBuilder().Clear();
        _rig.Save(_rig.Text(upstream: "http://127.0.0.1:2"));
        Assert.Equal(ExitCode.Ok, await TypeAsync("reload"));
        Assert.Equal("http://127.0.0.1:2", _rig.Running.Clusters[0].Destinations!.Values.Single().Address);
        // On a busy machine the watch of the files may be quicker: then it is what has changed before.
        Assert.Matches(
            "(^|saved:\n)  ~ site localhost: http://127.0.0.1:1 -> http://127.0.0.1:2\n(.* is in force [(]|$)",
            _output.ToString());
    }

    [Fact]
    public async Task A_refused_file_is_named_with_its_lines_and_shown_until_a_valid_one_runs()
    {
        await StartAsync();
        _rig.Save("""{ "Nodes": { "edge-a": { "Priority": 0 } }, "Vrp": {} }""");

        Assert.Equal(ExitCode.InvalidConfiguration, await TypeAsync("reload"));
        Assert.Equal(
            $"{_rig.File}:1:38: Nodes:edge-a:Priority: 0 is out of range; use 1 to 254 (255 is for the owner of an address).\n"
            + $"{_rig.File}:1:45: Vrp: unknown key; did you mean \"Vrrp\"?\n"
            + $"{_rig.File} has 2 errors; nothing has changed.\n",
            _output.ToString());

        Assert.Contains("Vrp: unknown key", await StatusAsync(), StringComparison.Ordinal);
        Assert.NotEqual(ExitCode.Ok, await TypeAsync("status", "--check"));
        Assert.Contains(
            $"the configuration is refused: {_rig.File}:1:38: Nodes:edge-a", _output.ToString(),
            StringComparison.Ordinal);

        await _rig.TakeUpAsync(_rig.Text(upstream: "http://127.0.0.1:3"));
        Assert.DoesNotContain("Vrp: unknown key", await StatusAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_moves_the_socket_itself()
    {
        await StartAsync();
        var moved = Path.Combine(_rig.Folder.Path, "moved.sock");
        await _rig.TakeUpAsync(_rig.Text().Replace("gateway.sock", "moved.sock", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Ok, await new CommandLine((_, _, _, _) => Task.FromResult(0), _output, _error)
            .InvokeAsync(["status", "--socket", moved]));
        Assert.Equal(ExitCode.Failure, await TypeAsync("status"));
    }

    [Fact]
    public async Task A_destination_is_drained_and_undrained_by_its_name_or_its_sites()
    {
        await StartAsync();

        Assert.Equal(ExitCode.Ok, await TypeAsync("drain", "localhost/127.0.0.1:1"));
        Assert.Contains(
            "site:localhost/127.0.0.1:1 gets no new requests; none is under way any more", _output.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("No other destination is left: clients get 503.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  Drained  ", await StatusAsync(), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Ok, await TypeAsync("undrain", "site:localhost/127.0.0.1:1"));
        Assert.Contains("gets requests again.", _output.ToString(), StringComparison.Ordinal);
        // As it stands in the file.
        Assert.Equal(ExitCode.Ok, await TypeAsync("drain", "Sites:localhost/127.0.0.1:1"));
        Assert.Equal(2, await TypeAsync("status", "--check"));
        Assert.Contains(
            "no destination of site:localhost gets anything new: 1 of 1 drained", _output.ToString(),
            StringComparison.Ordinal);
        Assert.Contains(" clusters_down=1;;0;0;1 ", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(" destinations_drained=1;0;;0;1 ", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failure, await TypeAsync("drain", "locallost/127.0.0.1:1"));
        Assert.Equal("There is no cluster \"locallost\"; known: site:localhost.\n", _error.ToString());
    }

    [Fact]
    public async Task A_node_without_an_engine_has_nothing_to_drain()
    {
        await StartAsync();

        Assert.Equal(ExitCode.Failure, await TypeAsync("drain"));

        Assert.Equal("This node has no virtual routers: there is nothing to hand over.\n", _error.ToString());
    }

    [Fact]
    public async Task Plugins_certificates_and_history_have_commands_of_their_own()
    {
        _rig.Save(_rig.Text(_rig.Knob("up")));
        _rig.Folder.With("up", "up");
        await _rig.StartAsync();

        Assert.Equal(ExitCode.Ok, await TypeAsync("plugins"));
        Assert.Contains("Knob    1           check up\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, await TypeAsync("certs"));
        Assert.Contains("internal CA", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failure, await TypeAsync("history", "--instance", "nope"));
        Assert.Equal("There is no instance \"nope\"; known: lan.\n", _error.ToString());
        Assert.Equal(ExitCode.Ok, await TypeAsync("history", "--instance", "lan"));
        Assert.Equal(ExitCode.Ok, await TypeAsync("history"));
        Assert.Contains("Nothing has happened since the gateway started.", _output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Clients that are to trust the internal CA need its root, which the group of operators cannot read where
    /// it is kept.</summary>
    [Fact]
    public async Task The_root_of_the_internal_CA_is_exported_for_clients()
    {
        await StartAsync();
        Assert.Equal(ExitCode.Ok, await TypeAsync("certs", "--root"));

        using var root = X509Certificate2.CreateFromPem(_output.ToString());
        Assert.Equal("Gateway internal CA (edge-a)", root.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        Assert.DoesNotContain("PRIVATE", _output.ToString(), StringComparison.Ordinal);
        Assert.True(_rig.Proxy.Certificates.Store.Certificates[0].IsIssuedBy(root));

        var file = Path.Combine(_rig.Folder.Path, "root.crt");
        var printed = _output.ToString();
        Assert.Equal(ExitCode.Ok, await TypeAsync("certs", "--root", "--output", file));
        Assert.Equal(printed, await File.ReadAllTextAsync(file));
        Assert.Contains($"{file}: Gateway internal CA (edge-a), until ", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failure, await TypeAsync("certs", "--root", "-o", "/nosuch/root.crt"));
        Assert.Contains("/nosuch/root.crt cannot be written", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failure, await TypeAsync("certs", "-o", file));
        Assert.Contains("--output is for --root", _error.ToString(), StringComparison.Ordinal);

        _output.GetStringBuilder().Clear();
        Assert.Equal(ExitCode.Ok, await TypeAsync("certs", "--root", "--json"));
        using var json = JsonDocument.Parse(_output.ToString());
        Assert.Equal(
            root.GetCertHashString(HashAlgorithmName.SHA256), json.RootElement.GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task Without_a_certificate_of_the_internal_CA_there_is_no_root()
    {
        var real = TestCertificate.For("localhost");
        _rig.Folder.With("certs/one.crt", real.Pem).With("certs/one.key", real.Key);
        await StartAsync();

        Assert.Equal(ExitCode.Failure, await TypeAsync("certs", "--root"));

        Assert.Equal(
            "The internal CA has issued none of the certificates that serve: there is nothing to trust.\n",
            _error.ToString());
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task No_gateway_is_named_with_its_path_and_what_to_type()
    {
        await StartAsync();
        await _rig.Admin.DisposeAsync();

        Assert.Equal(ExitCode.Failure, await TypeAsync("status"));

        Assert.Equal(
            $"No gateway answers at {_rig.Socket}. Does it run? systemctl status gateway. If its socket is elsewhere "
            + "(Admin:Socket), name it with --socket.\n",
            _error.ToString());
        Assert.Equal(2, await TypeAsync("status", "--check"));
        Assert.StartsWith("GATEWAY CRITICAL - No gateway answers at ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_of_the_history_that_is_no_number_is_refused()
    {
        await StartAsync();
        using var client = new AdminClient(_rig.Socket);

        var refusal = await Assert.ThrowsAsync<NoGatewayException>(
            () => client.GetAsync("/api/history?limit=all", ReloadRig.Patience));

        Assert.Equal("\"all\" is no number of entries; use limit=20.", refusal.Message);
    }

    [Fact]
    public async Task Watchers_hear_of_a_change_within_a_second_and_of_nothing_twice()
    {
        await StartAsync();
        using var client = new AdminClient(_rig.Socket);
        using var http = Sockets.ClientOf(_rig.Socket);
        await using var events = await http.GetStreamAsync(new Uri("/api/events", UriKind.Relative), ReloadRig.Patience);
        using var reader = new StreamReader(events);

        var first = await NextAsync(reader);
        _ = await client.PostAsync("/api/drain?target=localhost/127.0.0.1:1", ReloadRig.Patience);
        var drained = first;
        while (!drained.Clusters[0].Destinations[0].Drained)
        {
            drained = await NextAsync(reader);
        }

        Assert.False(first.Clusters[0].Destinations[0].Drained);
        Assert.InRange(drained.Now - first.Now, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static async Task<StatusReport> NextAsync(StreamReader reader)
    {
        while (true)
        {
            var line = await reader.ReadLineAsync(ReloadRig.Patience);
            Assert.NotNull(line);
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize(line["data: ".Length..], AdminJson.Default.StatusReport)!;
            }
        }
    }

    private async Task StartAsync()
    {
        _rig.Save(_rig.Text());
        await _rig.StartAsync();
    }

    private Task<int> TypeAsync(params string[] arguments) =>
        new CommandLine((_, _, _, _) => Task.FromResult(0), _output, _error)
            .InvokeAsync([.. arguments, "--socket", _rig.Socket]);

    private async Task<string> StatusAsync()
    {
        _output.GetStringBuilder().Clear();
        Assert.Equal(ExitCode.Ok, await TypeAsync("status"));
        return _output.ToString();
    }
}
