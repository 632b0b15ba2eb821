using System.Text.Json;
using Gateway.Cli;
using Gateway.Cli.Operate;

namespace Gateway.Tests.Hosting;

/// <summary><c>gateway logs</c> against a gateway that runs (issue 7, point 1: <c>logs level</c>).</summary>
public sealed class LogCommandTests : IAsyncLifetime
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

    /// <summary>A timer ends after 49.7 days at the latest; nobody means to log that much for so long.</summary>
    [Theory]
    [InlineData("1200h", "\"1200h\" is out of range; write 1s to 168h,")]
    [InlineData("169h", "\"169h\" is out of range; write 1s to 168h,")]
    [InlineData("0s", "\"0s\" is out of range; write 1s to 168h,")]
    [InlineData("banana", "\"banana\" is not a duration such as")]
    public async Task A_while_that_is_none_is_refused_before_it_is_sent_and_by_the_gateway(string text, string problem)
    {
        Assert.Equal(ExitCode.Failure, await TypeAsync("logs", "level", "all", "debug", "--for", text));
        Assert.StartsWith($"--for: {problem}", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _rig.Count("/api/log-level"));

        using var client = new AdminClient(_rig.Socket);
        var refused = await Assert.ThrowsAsync<NoGatewayException>(() => client.PostAsync(
            $"/api/log-level?category=all&level=debug&for={text}", ReloadRig.Patience));
        Assert.StartsWith(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_force_is_listed_with_its_end_and_what_comes_then()
    {
        Assert.Equal(ExitCode.Ok, await TypeAsync("logs"));
        Assert.Matches("^CATEGORY  LEVEL  IN FORCE\nall       info   as the command line says\nAreas: all, Admin", Said());

        Assert.Equal(ExitCode.Ok, await TypeAsync("logs", "level", "Admin", "warn"));
        Assert.Equal("Gateway.Admin: warn and above, until the gateway ends.\n", Said());
        Assert.Equal(ExitCode.Ok, await TypeAsync("logs", "level", "Admin", "debug", "--for", "1h"));
        Assert.Matches("^Gateway.Admin: debug and above, until [-0-9]+ [:0-9]+, then warn[.]\n$", Said());
        Assert.Equal(ExitCode.Ok, await TypeAsync("logs"));
        Assert.Matches("\nGateway.Admin  debug  until [-0-9]+ [:0-9]+, then warn\nAreas: ", Said());

        Assert.Equal(ExitCode.Ok, await TypeAsync("status"));
        Assert.Matches("\nLogged: Gateway.Admin debug until [-0-9]+ [:0-9]+, then warn\n$", Said());
        Assert.Equal(ExitCode.Ok, await TypeAsync("status", "--json"));
        using var json = JsonDocument.Parse(Said());
        var set = json.RootElement.GetProperty("logLevels")[0];
        Assert.Equal(("debug", "warn"), (set.GetProperty("level").GetString(), set.GetProperty("then").GetString()));
        Assert.InRange(set.GetProperty("seconds").GetDouble(), 1, 3600);
    }

    [Fact]
    public async Task The_socket_may_be_named_before_the_word_level()
    {
        Assert.Equal(ExitCode.Ok, await new CommandLine((_, _, _, _) => Task.FromResult(0), _output, _error)
            .InvokeAsync(["logs", "--socket", _rig.Socket, "level", "Admin", "debug"]));

        Assert.Equal("Gateway.Admin: debug and above, until the gateway ends.\n", Said());
    }

    private string Said()
    {
        var said = _output.ToString();
        _output.GetStringBuilder().Clear();
        return said;
    }

    private Task<int> TypeAsync(params string[] arguments)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return new CommandLine((_, _, _, _) => Task.FromResult(0), _output, _error)
            .InvokeAsync([.. arguments, "--socket", _rig.Socket]);
    }
}
