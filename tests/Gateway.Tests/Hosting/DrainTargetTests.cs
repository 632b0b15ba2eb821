using Gateway.Cli;
using Gateway.Cli.Operate;
using Gateway.Tests.Admin;

namespace Gateway.Tests.Hosting;

/// <summary>A drain of a destination that is not named is no drain of the node (issue 7, point 1).</summary>
public sealed class DrainTargetTests : IAsyncDisposable
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

    [Theory]
    [InlineData("drain")]
    [InlineData("undrain")]
    public async Task An_empty_destination_is_no_whole_node(string command)
    {
        await StartAsync();

        foreach (var empty in new[] { "", " " })
        {
            _error.GetStringBuilder().Clear();
            Assert.Equal(ExitCode.InvalidConfiguration, await TypeAsync(command, empty));
            Assert.Contains(
                $"\"\" names no destination; write CLUSTER/DESTINATION, or just \"gateway {command}\" for the whole "
                + "node.", _error.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/drain?target=", "target is empty;")]
    [InlineData("/api/undrain?target=%20", "target is empty;")]
    [InlineData("/api/drain?destination=web/one", "\"destination\" is unknown here;")]
    [InlineData("/api/handover?to=b", "\"to\" is unknown here;")]
    public async Task A_query_that_names_no_destination_moves_nothing(string path, string error)
    {
        await StartAsync();
        using var client = new AdminClient(_rig.Socket);

        var refused = await Assert.ThrowsAsync<NoGatewayException>(() => client.PostAsync(path, ReloadRig.Patience));

        Assert.StartsWith(error, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Issue 6, points 3 and 5: destinations of streams are seen and drained like those of
    /// clusters.</summary>
    [Fact]
    public async Task A_destination_of_a_stream_is_shown_drained_and_undrained()
    {
        _rig.Save(_rig.Text().Replace(
            "\"Sites\"",
            $$$"""
            "Streams": { "db": { "Listen": "127.0.0.1:{{{ReloadRig.FreePort()}}}", "To": "127.0.0.1:1" } }, "Sites"
            """, StringComparison.Ordinal));
        await _rig.StartAsync();
        Assert.Equal(ExitCode.Ok, await TypeAsync("status"));
        Assert.Matches("(?m)^db/127[.]0[.]0[.]1:1 +(Unknown|Unhealthy) +0 +0", _output.ToString());

        Assert.Equal(ExitCode.Ok, await TypeAsync("drain", "db/127.0.0.1:1"));
        Assert.Contains(
            "db/127.0.0.1:1 gets no new connections; none is open any more", _output.ToString(),
            StringComparison.Ordinal);
        Assert.Contains(
            "No other destination is left: new connections are closed.", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, await TypeAsync("status"));
        Assert.Matches("(?m)^db/127[.]0[.]0[.]1:1 +Drained ", _output.ToString());

        Assert.Equal(ExitCode.Ok, await TypeAsync("undrain", "db/127.0.0.1:1"));
        Assert.Contains("gets connections again.", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failure, await TypeAsync("drain", "dc/127.0.0.1:1"));
        Assert.Equal("There is no cluster or stream \"dc\"; did you mean \"db\"?\n", _error.ToString());
    }

    private async Task StartAsync()
    {
        _rig.Save(_rig.Text());
        await _rig.StartAsync();
    }

    private Task<int> TypeAsync(params string[] arguments) =>
        new CommandLine((_, _, _, _) => Task.FromResult(0), _output, _error)
            .InvokeAsync([.. arguments, "--socket", _rig.Socket]);
}
