using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_missing_file_is_an_error()
    {
        var error = Assert.Single((await LoadAsync("none.json")).Errors).ToString();

        Assert.Equal(
            Path.Combine(_folder, "none.json")
            + ": cannot be read: it does not exist; put it there, or name another one with --config.", error);
    }

    [Fact]
    public async Task A_file_in_a_missing_folder_is_an_error_of_the_same_words() => Assert.Contains(
        "it does not exist; ", Assert.Single((await LoadAsync("no/none.json")).Errors).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_folder_is_no_file() =>
        Assert.EndsWith(
            ": cannot be read: it is a folder; name the file in it.",
            Assert.Single((await LoadAsync("")).Errors).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public async Task An_empty_file_is_an_error()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "empty.json"), "");

        Assert.EndsWith("empty.json: the file is empty; a configuration is one object in { }.",
            Assert.Single((await LoadAsync("empty.json")).Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_file_is_a_configuration()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "good.json"),
            "{ \"Nodes\": { \"edge-a\": { \"Priority\": 1 } } }");

        Assert.Equal("edge-a", ConfigText.Valid(await LoadAsync("good.json")).NodeName);
    }

    [Fact]
    public void A_plugin_is_a_folder_with_a_DLL_of_its_name()
    {
        foreach (var file in (string[])["Script/Script.dll", "Tcp/Other.dll", "Loose.dll"])
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
            File.WriteAllText(Path.Combine(_folder, file), "");
        }

        Assert.Equal(["Script"], InstalledPlugins.In(_folder));
        Assert.Empty(InstalledPlugins.In(Path.Combine(_folder, "none")));
    }

    private Task<ConfigurationResult> LoadAsync(string name) =>
        ConfigurationFile.LoadAsync(
            ConfigText.Request with { Path = Path.Combine(_folder, name) }, CancellationToken.None);
}
