using Shared;

namespace Plugins.Tests.Loading;

/// <summary>The health check that README.md shows is one.</summary>
public sealed class ReadmeExampleTests : IAsyncDisposable
{
    private const string Fence = "```";

    private readonly PluginFolder plugins = new();

    public ValueTask DisposeAsync() => plugins.DisposeAsync();

    [Theory]
    [InlineData(0, true)]
    [InlineData(101, false)]
    public async Task The_example_compiles_loads_and_answers(int minimumPercent, bool isHealthy)
    {
        plugins.Add("FreeSpace", Example(await File.ReadAllTextAsync(Repository.PathOf("README.md"))));

        var check = await plugins.CreateAsync(
            "FreeSpace", $$"""{ "Path": "/", "MinimumPercent": {{minimumPercent}} }""");
        var result = await check.CheckAsync(CancellationToken.None);

        Assert.Equal(isHealthy, result.IsHealthy);
        Assert.EndsWith("% free", result.Text, StringComparison.Ordinal);
    }

    /// <summary>The only block of C# in the section.</summary>
    private static string Example(string readme)
    {
        var section = readme.Split("\n## A health check of your own\n")[1].Split("\n## ")[0];
        return Assert.Single(section.Split(Fence + "csharp\n")[1..]).Split(Fence)[0];
    }
}
