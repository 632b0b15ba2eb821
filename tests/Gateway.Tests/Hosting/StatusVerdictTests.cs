using System.Text.Json;
using Gateway.Cli;
using Gateway.Cli.Operate;

namespace Gateway.Tests.Hosting;

/// <summary><c>gateway status --check --json</c> (issue 7, points 1 and 5).</summary>
public sealed class StatusVerdictTests : IAsyncLifetime
{
    private readonly ReloadRig _rig = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public async ValueTask InitializeAsync()
    {
        _rig.Save(_rig.Text());
        await _rig.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _output.DisposeAsync();
        await _error.DisposeAsync();
    }

    [Fact]
    public async Task A_check_has_its_verdict_for_programs_too_and_is_not_watched()
    {
        var code = await TypeAsync("status", "--check", "--json");

        using var json = JsonDocument.Parse(_output.ToString());
        var verdict = json.RootElement.GetProperty("verdict");
        Assert.Equal(code, verdict.GetProperty("exitCode").GetInt32());
        Assert.StartsWith(
            $"GATEWAY {verdict.GetProperty("state").GetString()} - edge-a: ", verdict.GetProperty("text").GetString(),
            StringComparison.Ordinal);
        Assert.Equal("edge-a", json.RootElement.GetProperty("node").GetString());

        Assert.Equal(StatusCheck.Unknown, await TypeAsync("status", "--check", "--watch"));
        Assert.Contains("--check says one line and ends;", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_is_a_verdict_too()
    {
        Assert.Equal(2, await new CommandLine((_, _, _, _) => Task.FromResult(0), _output, _error)
            .InvokeAsync(["status", "--check", "--json", "--socket", "/nosuch/socket"]));

        using var json = JsonDocument.Parse(_output.ToString());
        Assert.Equal("CRITICAL", json.RootElement.GetProperty("verdict").GetProperty("state").GetString());
    }

    private Task<int> TypeAsync(params string[] arguments) =>
        new CommandLine((_, _, _, _) => Task.FromResult(0), _output, _error)
            .InvokeAsync([.. arguments, "--socket", _rig.Socket]);
}
