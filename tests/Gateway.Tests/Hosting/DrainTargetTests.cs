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

    private async Task StartAsync()
    {
        _rig.Save(_rig.Text());
        await _rig.StartAsync();
    }

    private Task<int> TypeAsync(params string[] arguments) =>
        new CommandLine((_, _, _, _) => Task.FromResult(0), _output, _error)
            .InvokeAsync([.. arguments, "--socket", _rig.Socket]);
}
