using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;

namespace Plugins.Tests.Loading;

/// <summary>Facts about the plugins that the build drops beside the gateway.</summary>
public sealed class ShippedPluginsTests
{
    private static readonly PluginCatalog Catalog = new(Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "Gateway", Path.GetFileName(Configuration), "plugins")));

    /// <summary>The folders in the source.</summary>
    public static TheoryData<string> Names =>
        [.. Directory.EnumerateDirectories(SourceFolder()).Select(path => Path.GetFileName(path)).Order()];

    private static string Configuration => Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    [Fact]
    public async Task The_script_plugin_loads_and_answers_as_in_the_gateway()
    {
        await using var host = new PluginHost(
            Catalog, new PluginThreads(), NullLoggerFactory.Instance, TimeProvider.System);

        var settings = JsonElement.Parse("""{ "Command": [ "/bin/echo", "fine" ] }""");
        var check = await host.CreateHealthCheckAsync("Script", "uplink", settings, CancellationToken.None);
        var result = await check.CheckAsync(CancellationToken.None);

        Assert.Equal("fine", result.Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_plugin_lies_beside_the_gateway_and_brings_no_contract_along(string name)
    {
        Assert.True(Catalog.Contains(name), $"{name} is not in {Catalog.Folder}");
        Assert.False(File.Exists(Path.Combine(Catalog.Folder, name, "Gateway.Plugins.dll")));
        PluginPermissions.Require(name, Catalog.Find(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_plugin_passes_the_conformance_tests(string name) => Assert.Single(
        typeof(ShippedPluginsTests).Assembly.GetTypes(), type => TestedBy(type)?.Assembly.GetName().Name == name);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_readme_has_an_example_and_a_row_for_every_setting(string name)
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(SourceFolder(), name, "README.md"));
        var settings = Assembly.Load(name).GetExportedTypes()
            .Single(type => type.Name.EndsWith("Settings", StringComparison.Ordinal));
        var rows = readme.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Assert.Contains($"\"Plugin\": \"{name}\"", readme, StringComparison.Ordinal);
        Assert.All(settings.GetProperties(), setting => Assert.Contains(
            rows, row => row.Split('|')[1].Contains($"`{setting.Name}`", StringComparison.Ordinal)));
    }

    private static Type? TestedBy(Type type) =>
        type.BaseType is { IsGenericType: true } parent
        && parent.GetGenericTypeDefinition() == typeof(PluginConformance<>)
            ? parent.GetGenericArguments()[0]
            : null;

    private static string SourceFolder([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "plugins"));
}
