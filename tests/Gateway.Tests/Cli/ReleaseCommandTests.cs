using Gateway.Cli;
using Gateway.Tests.Proxy;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Cli;

/// <summary><c>gateway release</c> as systemd runs it. What it does to addresses is the lab's to see.</summary>
[Collection(AloneCollection.Name)]
public sealed class ReleaseCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly RecordedLog _log = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("SERVICE_RESULT", null);
        Environment.SetEnvironmentVariable("STATE_DIRECTORY", null);
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task After_a_good_end_it_does_not_even_look_at_the_file()
    {
        Assert.Equal(ExitCode.Ok, await ReleaseAsync("success", "this is no configuration"));

        Assert.Empty(_log.Lines);
        Assert.Empty(_output.ToString() + _error);
    }

    [Fact]
    public async Task After_a_crash_without_a_crash_notice_the_addresses_wait_for_the_next_gateway()
    {
        Assert.Equal(ExitCode.Ok, await ReleaseAsync("signal", Text("false")));

        Assert.Empty(_log.Lines);
        Assert.Empty(_output.ToString() + _error);
    }

    [Fact]
    public async Task A_file_that_is_wrong_is_named()
    {
        Assert.Equal(ExitCode.InvalidConfiguration, await ReleaseAsync("signal", Text("7")));

        // In the words of the log, as the guard has them.
        Assert.Matches(
            "^Error: gateway release: .*Vrrp:CrashNotice: expected true or false.* What is left of it ends with its lease[.]$",
            Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task What_ran_counts_before_what_the_file_says_since()
    {
        _folder.With("last-good.json", Text("false"));
        Environment.SetEnvironmentVariable("STATE_DIRECTORY", _folder.Path);

        Assert.Equal(ExitCode.Ok, await ReleaseAsync("signal", Text("7")));

        Assert.Empty(_log.Lines);
        Assert.Empty(_output.ToString() + _error);
    }

    private static string Text(string crashNotice) => $$"""
        { "Nodes": { "edge-a": { "Priority": 250 } }, "Vrrp": { "CrashNotice": {{crashNotice}},
          "Instances": { "lan4": { "Interface": "eth0", "VirtualRouterId": 52, "Addresses": "192.0.2.10/24" } } } }
        """;

    // With the options that run has, too.
    private Task<int> ReleaseAsync(string result, string text)
    {
        Environment.SetEnvironmentVariable("SERVICE_RESULT", result);
        _folder.With("appsettings.json", text);
        var commands = new CommandLine((_, _, _, _) => Task.FromResult(42), _output, _error)
        {
            Log = _ => _log.CreateFactory(),
        };
        return commands.InvokeAsync(
            ["release", "--config", Path.Combine(_folder.Path, "appsettings.json"), "--node", "edge-a",
                "--log-format", "json"]);
    }
}
