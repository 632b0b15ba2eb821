using Gateway.Cli;
using Gateway.Tests.Proxy;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Cli;

/// <summary><c>gateway plan</c> where there is nothing to compare with.</summary>
[Collection(AloneCollection.Name)]
public sealed class PlanWithoutCopyTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("STATE_DIRECTORY", null);
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_copy_that_was_never_kept_is_told_with_what_to_do()
    {
        Environment.SetEnvironmentVariable("STATE_DIRECTORY", _folder.Path);

        Assert.Equal(ExitCode.Failure, await PlanAsync());

        Assert.StartsWith(
            "There is nothing to compare with: no gateway has kept a copy of what it runs in "
            + $"{_folder.Path}/last-good.json or /var/lib/gateway/last-good.json ",
            _error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            "name the old file with --against, or run as root.\n", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_file_that_is_not_there_is_no_invalid_configuration()
    {
        var old = Path.Combine(_folder.Path, "old.json");

        Assert.Equal(ExitCode.Failure, await PlanAsync("--against", old));

        Assert.EndsWith(
            $"There is nothing to compare with: {old} cannot be read; name the old file with --against.\n",
            _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("valid", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--json")]
    public async Task An_invalid_file_is_named_before_anything_to_compare_it_with(params string[] more)
    {
        Environment.SetEnvironmentVariable("STATE_DIRECTORY", _folder.Path);

        Assert.Equal(ExitCode.InvalidConfiguration, await PlanAsync(more, "Nods"));

        Assert.Contains("Nods: unknown key", $"{_output}{_error}", StringComparison.Ordinal);
        Assert.DoesNotContain("nothing to compare with", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> PlanAsync(params string[] more) => PlanAsync(more, "Nodes");

    private Task<int> PlanAsync(string[] more, string key)
    {
        _folder.With("appsettings.json", $$"""{ "{{key}}": { "edge-a": { "Priority": 250 } } }""");
        return new CommandLine((_, _, _, _) => Task.FromResult(42), _output, _error).InvokeAsync(
            ["plan", "-c", Path.Combine(_folder.Path, "appsettings.json"), "-n", "edge-a", .. more]);
    }
}
