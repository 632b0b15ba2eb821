using Shared;

namespace Plugins.Tests.Loading;

/// <summary>The template for authors, in config/plugin-template; a lab test uses it by <c>dotnet new</c>.</summary>
public sealed class TemplateTests : IAsyncDisposable
{
    private readonly PluginFolder plugins = new();

    public ValueTask DisposeAsync() => plugins.DisposeAsync();

    [Theory]
    [InlineData("/etc/passwd", true)]
    [InlineData("/no/such/file", false)]
    public async Task The_check_loads_and_answers(string path, bool isHealthy)
    {
        plugins.Add("Space", Source("MyPluginCheck.cs"));

        var check = await plugins.CreateAsync("Space", $$"""{ "Path": "{{path}}" }""");

        Assert.Equal(isHealthy, (await check.CheckAsync(CancellationToken.None)).IsHealthy);
    }

    [Fact]
    public async Task The_check_names_what_is_wrong_with_its_settings()
    {
        plugins.Add("Space", Source("MyPluginCheck.cs"));

        var error = await plugins.FailsAsync("Space", """{ "Path": "here" }""");

        Assert.Equal("plugin Space, check uplink: Path: \"here\" is not an absolute path", error.Message);
    }

    [Fact]
    public void The_action_compiles() => plugins.Add("Pager", Source("MyPluginAction.cs"));

    /// <summary>As <c>dotnet new -o NAME</c> leaves it; the usings at its head come with the implicit ones.</summary>
    private static string Source(string file) =>
        File.ReadAllText(Repository.PathOf($"config/plugin-template/{file}"))
            .Replace("using Gateway.Plugins;\n", "", StringComparison.Ordinal);
}
