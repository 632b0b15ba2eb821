using Gateway.Plugins;
using Shared;

namespace Plugins.Tests.Contract;

/// <summary>The contract of plugins does not change by accident (issue 4, point 1: public API frozen).</summary>
public sealed class PublicApiTests
{
    private const string Advice = """
        The public API of Gateway.Plugins.dll differs from tests/Plugins.Tests/Contract/Gateway.Plugins.txt.
        Not meant? Undo the change: plugins that others have compiled depend on it.
        Meant? Then, in src/Plugins/Plugins.csproj, raise the minor part of AssemblyVersion and PackageVersion if something
        was only added, the major part if anything was changed or removed (then every plugin must be compiled again), and
        write the file anew by running this test with GATEWAY_WRITE_API=1. Commit the file with the change.
        """;

    [Fact]
    public void The_public_api_is_the_frozen_one()
    {
        var api = PublicApi.Of(typeof(IHealthCheck).Assembly);
        if (Environment.GetEnvironmentVariable("GATEWAY_WRITE_API") == "1")
        {
            File.WriteAllText(SourceFile, api);
        }

        var frozen = File.ReadAllText(SourceFile);
        Assert.True(api == frozen, $"{Advice}\n{Difference(frozen, api)}");
    }

    [Fact]
    public void The_snapshot_sees_types_members_nullability_and_what_is_required()
    {
        var api = PublicApi.Of(typeof(IHealthCheck).Assembly);

        Assert.Contains(
            "interface Gateway.Plugins.IHealthCheck : Gateway.Plugins.IPlugin, System.IAsyncDisposable\n",
            api,
            StringComparison.Ordinal);
        Assert.Contains("  public required System.String Subject { get; init }\n", api, StringComparison.Ordinal);
        Assert.Contains("Healthy(System.String? text = default)\n", api, StringComparison.Ordinal);
        Assert.DoesNotContain("Loading", api, StringComparison.Ordinal);
    }

    private static string Difference(string frozen, string api)
    {
        var (before, after) = (frozen.Split('\n'), api.Split('\n'));
        return string.Join('\n', before.Except(after).Select(line => $"- {line.Trim()}")
            .Concat(after.Except(before).Select(line => $"+ {line.Trim()}")));
    }

    private static string SourceFile => Repository.PathOf("tests/Plugins.Tests/Contract/Gateway.Plugins.txt");
}
