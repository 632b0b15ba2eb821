using System.Reflection;
using Gateway.Plugins.Loading;
using Plugins.Tests.Conformance;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the plugins that the build drops beside the gateway.</summary>
public sealed class ShippedPluginsTests
{
    public static TheoryData<string> Names => [.. ShippedPlugins.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_plugin_lies_beside_the_gateway_and_brings_no_contract_along(string name)
    {
        Assert.True(ShippedPlugins.Catalog.Contains(name), $"{name} is not in {ShippedPlugins.Catalog.Folder}");
        Assert.False(File.Exists(Path.Combine(ShippedPlugins.Catalog.Folder, name, "Gateway.Plugins.dll")));
        new PluginPermissions(name, _ => null).Require(ShippedPlugins.Catalog.Find(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_plugin_is_one_to_three_files(string name) => Assert.InRange(
        Directory.GetFiles(Path.Combine(ShippedPlugins.SourceFolder, name), "*.cs").Length, 1, 3);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_plugin_passes_the_conformance_tests(string name) => Assert.Single(
        typeof(ShippedPluginsTests).Assembly.GetTypes(), type => TestedBy(type)?.Assembly.GetName().Name == name);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_readme_has_an_example_and_a_row_for_every_setting(string name)
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(ShippedPlugins.SourceFolder, name, "README.md"));
        var settings = Assembly.Load(name).GetExportedTypes()
            .Single(type => type.Name.EndsWith("Settings", StringComparison.Ordinal));
        var rows = readme.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Assert.Contains($"\"Plugin\": \"{name}\"", readme, StringComparison.Ordinal);
        Assert.All(settings.GetProperties(), setting => Assert.Contains(
            rows, row => row.Split('|')[1].Contains($"`{setting.Name}`", StringComparison.Ordinal)));
    }

    private static Type? TestedBy(Type type) =>
        type.BaseType is { IsGenericType: true } parent
        && parent.GetGenericTypeDefinition() == typeof(ShippedConformance<>)
            ? parent.GetGenericArguments()[0]
            : null;
}
