using System.Globalization;
using Gateway.Cli;

namespace Gateway.Tests.Hosting;

/// <summary>Names that only the running gateway knows are completed (issue 7, point 1: completions).</summary>
public sealed class CompletionTests : IAsyncLifetime
{
    private readonly ReloadRig _rig = new();

    public async ValueTask InitializeAsync()
    {
        _rig.Save(_rig.Text());
        await _rig.StartAsync();
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("drain --socket $ ", "site:localhost/127.0.0.1:1")]
    [InlineData("drain --socket $ site:l", "site:localhost/127.0.0.1:1")]
    [InlineData("history --socket $ --instance ", "lan")]
    [InlineData("logs level --socket $ Adm", "Admin")]
    public async Task Destinations_instances_and_areas_are_those_of_the_gateway(string line, string expected) =>
        Assert.Contains(expected, await CompleteAsync(line));

    [Fact]
    public async Task An_undrain_is_for_what_is_drained()
    {
        Assert.DoesNotContain("site:localhost/127.0.0.1:1", await CompleteAsync("undrain --socket $ "));

        _ = _rig.Proxy.Drains.Drain("site:localhost", "127.0.0.1:1");

        Assert.Contains("site:localhost/127.0.0.1:1", await CompleteAsync("undrain --socket $ "));
        Assert.DoesNotContain("site:localhost/127.0.0.1:1", await CompleteAsync("drain --socket $ "));
    }

    [Fact]
    public async Task Without_a_gateway_nothing_is_said_and_no_name_is_offered()
    {
        var offered = await CompleteAsync("drain --socket /nosuch/socket ");

        Assert.All(offered, one => Assert.StartsWith("-", one, StringComparison.Ordinal));
        Assert.Contains("--help", offered);
        Assert.DoesNotContain("/?", offered);
    }

    private async Task<string[]> CompleteAsync(string line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var whole = $"gateway {line.Replace("$", _rig.Socket, StringComparison.Ordinal)}";
        Assert.Equal(ExitCode.Ok, await new CommandLine((_, _, _, _) => Task.FromResult(0), output, error).InvokeAsync(
            [$"[suggest:{whole.Length.ToString(CultureInfo.InvariantCulture)}]", whole]));
        Assert.Empty(error.ToString());
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
