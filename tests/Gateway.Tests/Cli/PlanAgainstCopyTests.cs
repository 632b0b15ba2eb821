using Gateway.Cli;
using Gateway.Tests.Proxy;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Cli;

/// <summary><c>gateway plan</c> with the copy of what runs on this machine, and what a reload finds on it.</summary>
[Collection(AloneCollection.Name)]
public sealed class PlanAgainstCopyTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public PlanAgainstCopyTests() => Environment.SetEnvironmentVariable("STATE_DIRECTORY", _folder.Path);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("STATE_DIRECTORY", null);
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData]
    [InlineData("--json")]
    public async Task An_interface_that_the_machine_has_not_is_refused_as_by_a_reload(params string[] more)
    {
        _folder.With("last-good.json", Text("nothing0")).With("appsettings.json", Text("nothing1"));

        Assert.Equal(ExitCode.InvalidConfiguration, await PlanAsync(more));

        var said = $"{_output}{_error}";
        Assert.Contains("this machine has no interface", said, StringComparison.Ordinal);
        Assert.Contains("Vrrp:Instances:lan4:Interface", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_runs_may_wait_for_its_interface()
    {
        _folder.With("last-good.json", Text("nothing0")).With("appsettings.json", Text("nothing0"));

        Assert.Equal(ExitCode.Ok, await PlanAsync());
    }

    // In the order of a reload.
    [Fact]
    public async Task What_needs_a_restart_is_said_before()
    {
        _folder.With("last-good.json", Text("nothing0"))
            .With("appsettings.json", Text("nothing1", """ "Listen": { "Http3": false }, """));

        Assert.Equal(ExitCode.ChangesNeedRestart, await PlanAsync());
    }

    [Fact]
    public async Task Two_files_may_be_another_machines()
    {
        _folder.With("old.json", Text("nothing0")).With("appsettings.json", Text("nothing1"));

        Assert.Equal(ExitCode.Changes, await PlanAsync("--against", Path.Combine(_folder.Path, "old.json")));
    }

    private static string Text(string link, string more = "") => $$"""
        { {{more}} "Nodes": { "edge-a": { "Priority": 250 } },
          "Vrrp": { "Instances": { "lan4": { "Interface": "{{link}}", "VirtualRouterId": 51,
            "Addresses": [ "192.0.2.100/24" ] } } } }
        """;

    private Task<int> PlanAsync(params string[] more) =>
        new CommandLine((_, _, _, _) => Task.FromResult(42), _output, _error).InvokeAsync(
            ["plan", "-c", Path.Combine(_folder.Path, "appsettings.json"), "-n", "edge-a", .. more]);
}
