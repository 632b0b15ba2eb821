using Gateway.Cli;
using Gateway.Configuration.Reload;
using Gateway.Tests.Proxy;

namespace Gateway.Tests.Hosting;

/// <summary>What <c>gateway reload</c> says when the watch of the files was quicker, and as <c>ExecReload=</c> of the
/// service (issue 7, points 1 and 6).</summary>
[Collection(AloneCollection.Name)]
public sealed class ReloadAnswerTests : IAsyncLifetime
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
        Environment.SetEnvironmentVariable("STATE_DIRECTORY", null);
        await _rig.DisposeAsync();
        await _output.DisposeAsync();
        await _error.DisposeAsync();
    }

    [Fact]
    public async Task What_was_taken_up_when_it_was_saved_is_said_with_its_age()
    {
        await _rig.TakeUpAsync(_rig.Text(upstream: "http://127.0.0.1:2"));

        Assert.Equal(ExitCode.Ok, await TypeAsync("reload", "--socket", _rig.Socket));

        Assert.Matches(
            "^[^\n]+ is in force since [-0-9]+ [:0-9]+; nothing has changed[.]\n"
            + "The last change was taken up [0-9.]+m?s ago, as soon as it was saved:\n"
            + "  ~ site localhost: http://127.0.0.1:1 -> http://127.0.0.1:2\n$",
            _output.ToString());
    }

    [Fact]
    public async Task As_the_service_reloads_it_finds_the_socket_in_the_copy_and_fails_with_what_is_wrong()
    {
        Environment.SetEnvironmentVariable("STATE_DIRECTORY", _rig.Folder.Path);
        _rig.Folder.With("last-good.json", _rig.Text());
        Assert.Equal(_rig.Socket, LastGoodCopy.OfMachine!.FindSocket());
        Assert.Equal(ExitCode.Ok, await TypeAsync("reload"));

        _rig.Save("""{ "Nods": {} }""");

        Assert.Equal(ExitCode.InvalidConfiguration, await TypeAsync("reload"));
        Assert.Contains(":1:3: Nods: unknown key", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_socket_the_service_says_how_else_it_is_told()
    {
        Environment.SetEnvironmentVariable("STATE_DIRECTORY", _rig.Folder.Path);
        _rig.Folder.With("last-good.json", """{ "Admin": { "Socket": "off" } }""");

        Assert.Equal(ExitCode.Failure, await TypeAsync("reload"));

        Assert.Contains("systemctl kill --kill-whom=main --signal=HUP gateway", _error.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_unit_waits_for_what_comes_of_a_reload() => Assert.Contains(
        "\nExecReload=/usr/lib/gateway/gateway reload\n",
        File.ReadAllText(Shared.Repository.PathOf("config/packaging/gateway.service")), StringComparison.Ordinal);

    private Task<int> TypeAsync(params string[] arguments) =>
        new CommandLine((_, _, _, _) => Task.FromResult(0), _output, _error).InvokeAsync(arguments);
}
