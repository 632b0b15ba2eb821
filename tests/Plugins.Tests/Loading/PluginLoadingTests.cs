namespace Plugins.Tests.Loading;

/// <summary>Facts about finding and loading a plugin's DLL.</summary>
public sealed class PluginLoadingTests : IAsyncDisposable
{
    private readonly PluginFolder plugins = new();

    public ValueTask DisposeAsync() => plugins.DisposeAsync();

    [Fact]
    public async Task A_plugin_binds_its_settings_and_answers()
    {
        plugins.Add("Good", PluginSources.Good);

        var check = await plugins.CreateAsync("Good", """{ "Text": "hello" }""");
        var result = await check.CheckAsync(CancellationToken.None);

        Assert.True(result.IsHealthy);
        Assert.Equal("Good uplink hello", result.Text);
    }

    [Fact]
    public void The_catalog_lists_folders_with_their_dll()
    {
        plugins.Add("Good", PluginSources.Good);
        plugins.AddFile("Another", [1]);
        Directory.CreateDirectory(Path.Combine(plugins.Catalog.Folder, "Empty"));

        Assert.Equal(["Another", "Good"], plugins.Catalog.List());
    }

    [Fact]
    public async Task A_missing_plugin_names_those_that_are_there()
    {
        plugins.Add("Good", PluginSources.Good);

        var error = await plugins.FailsAsync("Godo");

        Assert.StartsWith("plugin Godo: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("there are Good; did you mean \"Good\"?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../Good")]
    [InlineData("/etc")]
    [InlineData("..")]
    [InlineData("")]
    public async Task A_name_leads_nowhere_else(string name)
    {
        var error = await plugins.FailsAsync(name);

        Assert.Contains("the name of its folder, not a path", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_assembly_is_refused()
    {
        plugins.AddFile("Text", "#!/bin/sh"u8.ToArray());

        var error = await plugins.FailsAsync("Text");

        Assert.Equal("plugin Text: the DLL is not a .NET assembly", error.Message);
    }

    [Fact]
    public async Task A_plugin_for_another_major_version_of_the_contract_is_refused()
    {
        plugins.AddWithContract("Future", "2.0.0.0", "public sealed class C : Gateway.Plugins.IHealthCheck { }");

        var error = await plugins.FailsAsync("Future");

        Assert.StartsWith(
            "plugin Future: the DLL was built for version 2.0 of Gateway.Plugins, this gateway has 1.0;",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_for_a_newer_minor_version_of_the_contract_is_refused()
    {
        plugins.AddWithContract("Newer", "1.7.0.0", "public sealed class C : Gateway.Plugins.IHealthCheck { }");

        var error = await plugins.FailsAsync("Newer");

        Assert.Contains(
            "version 1.7 of Gateway.Plugins, this gateway has 1.0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_is_no_plugin()
    {
        plugins.AddLibrary("Library", "Library", "public static class Nothing { }");

        var error = await plugins.FailsAsync("Library");

        Assert.Equal(
            "plugin Library: the DLL does not use Gateway.Plugins: it is a library, not a plugin", error.Message);
    }

    [Fact]
    public async Task A_dll_without_a_public_check_is_refused()
    {
        plugins.Add("Hidden", "public class Other { } internal abstract class C : HealthCheck<Other> { }");

        var error = await plugins.FailsAsync("Hidden");

        Assert.Equal("plugin Hidden: the DLL has no public IHealthCheck or INotifyAction", error.Message);
    }

    [Fact]
    public async Task A_dll_with_two_checks_is_refused()
    {
        plugins.Add("Two", PluginSources.Good + PluginSources.With(""));

        var error = await plugins.FailsAsync("Two");

        Assert.Contains("more than one plugin (GoodCheck, Odd)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_needs_a_constructor_without_parameters()
    {
        plugins.Add("Fussy", PluginSources.With("public Odd(int i) { } // Odd()"));

        var error = await plugins.FailsAsync("Fussy");

        Assert.Equal("plugin Fussy: Odd needs a public constructor without parameters", error.Message);
    }

    [Fact]
    public async Task Two_plugins_use_two_versions_of_one_library()
    {
        foreach (var version in (string[])["1", "2"])
        {
            var library = plugins.AddLibrary(
                "P" + version,
                "Common",
                $"[assembly: System.Reflection.AssemblyVersion(\"{version}.0\")] "
                + $"public static class Common {{ public static string Version => \"{version}\"; }}");
            plugins.Add("P" + version, PluginSources.With(
                "public Task<HealthResult> CheckAsync(CancellationToken t) => "
                + "Task.FromResult(HealthResult.Healthy(Common.Version));"), library);
        }

        var first = await plugins.CreateAsync("P1");
        var second = await plugins.CreateAsync("P2");

        Assert.Equal("1", (await first.CheckAsync(CancellationToken.None)).Text);
        Assert.Equal("2", (await second.CheckAsync(CancellationToken.None)).Text);
    }

    [Fact]
    public async Task A_missing_library_of_a_plugin_is_named()
    {
        var library = plugins.AddLibrary("Lonely", "Common", "public class Base { }");
        var source = PluginSources.With("").Replace("Odd :", "Odd : Base,", StringComparison.Ordinal);
        plugins.Add("Lonely", source, library);
        File.Delete(library);

        var error = await plugins.FailsAsync("Lonely");

        Assert.StartsWith("plugin Lonely: the DLL does not load: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Common", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Good/Good.dll", "-R go-w")]
    [InlineData("Good", "-R go-w")]
    [InlineData("Good/Common.dll", "-R go-w")]
    [InlineData("", "go-w")]
    public async Task What_others_can_write_is_refused(string path, string advice)
    {
        plugins.Add("Good", PluginSources.Good);
        plugins.AddLibrary("Good", "Common", "public class Base { }");
        var writable = Path.Combine(plugins.Catalog.Folder, path);
        File.SetUnixFileMode(writable, File.GetUnixFileMode(writable) | UnixFileMode.GroupWrite);

        var error = await plugins.FailsAsync("Good");

        Assert.Contains("can be changed by other users", error.Message, StringComparison.Ordinal);
        Assert.Contains($"run: chmod {advice} {plugins.Catalog.Folder}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/Good/Good.dll", "-R root", "/Good")]
    [InlineData("/Good", "-R root", "/Good")]
    [InlineData("/Good/Common.dll", "-R root", "/Good")]
    [InlineData("", "root", "")]
    public async Task What_somebody_else_owns_is_refused(string path, string advice, string target)
    {
        plugins.Add("Good", PluginSources.Good);
        plugins.AddLibrary("Good", "Common", "public class Base { }");
        plugins.Foreign = plugins.Catalog.Folder + path;

        var error = await plugins.FailsAsync("Good");

        Assert.Equal(
            $"plugin Good: {plugins.Foreign} belongs to another user (number 1234), who could so run code in the "
            + $"gateway; run: chown {advice} {plugins.Catalog.Folder}{target}",
            error.Message);
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_is_named()
    {
        plugins.Add("Good", PluginSources.Good);
        var link = BesideGood("latest.dll");
        File.CreateSymbolicLink(link, "/nowhere/Good.dll");

        var error = await plugins.FailsAsync("Good");

        Assert.Equal(
            $"plugin Good: {link} is a link to /nowhere/Good.dll, which leads nowhere; remove it or mend it",
            error.Message);
    }

    [Fact]
    public async Task A_link_that_leads_to_itself_is_named()
    {
        plugins.Add("Good", PluginSources.Good);
        File.CreateSymbolicLink(BesideGood("loop"), BesideGood("loop"));

        var error = await plugins.FailsAsync("Good");

        Assert.Contains("which leads nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_end_is_an_error()
    {
        plugins.Add("Good", PluginSources.Good);
        Directory.CreateSymbolicLink(BesideGood("again"), ".");

        var error = await plugins.FailsAsync("Good");

        Assert.Contains("again is a link to ., which leads nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rubbish_for_a_list_of_dependencies_is_an_error_of_the_plugin()
    {
        plugins.Add("Good", PluginSources.Good);
        await File.WriteAllTextAsync(BesideGood("Good.deps.json"), "rubbish");
        File.SetUnixFileMode(BesideGood("Good.deps.json"), UnixFileMode.UserRead);

        var error = await plugins.FailsAsync("Good");

        Assert.StartsWith("plugin Good: the DLL does not load: ", error.Message, StringComparison.Ordinal);
    }

    private string BesideGood(string file) => Path.Combine(plugins.Catalog.Folder, "Good", file);
}
