using System.Text.Json;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Shared;

namespace Plugins.Tests.Loading;

/// <summary>Facts about plugins that come, change and go while the gateway runs (issue 4, point 2).</summary>
public sealed class PluginChangesTests : IAsyncDisposable
{
    private readonly FakeTime time = new();
    private readonly PluginFolder plugins;

    public PluginChangesTests() => plugins = new PluginFolder(time);

    public ValueTask DisposeAsync() => plugins.DisposeAsync();

    [Fact]
    public async Task A_check_without_its_plugin_fails_and_says_so()
    {
        plugins.Add("Good", PluginSources.Good);

        var check = await plugins.OpenAsync("Godo");
        var result = await check.CheckAsync(CancellationToken.None);

        Assert.False(result.IsHealthy);
        Assert.Contains("Godo.dll does not exist; there are Good; did you mean \"Good\"?", result.Text,
            StringComparison.Ordinal);
        Assert.StartsWith("3004 Error: check uplink cannot run: plugin Godo: ", plugins.Log.Only(3004),
            StringComparison.Ordinal);
        Assert.Contains("The check counts as failed until the folder of plugin Godo has changed",
            plugins.Log.Only(3004), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_dropped_in_goes_live()
    {
        var check = await plugins.OpenAsync("Late");

        plugins.Add("Late", Saying("one"));
        await plugins.ApplyAsync();

        Assert.Equal("one", await AskAsync(check));
        Assert.Equal("3005 Information: Plugin Late was loaded anew: generation 2 serves check uplink",
            plugins.Log.Only(3005));
    }

    [Fact]
    public async Task A_folder_that_changes_from_look_to_look_is_left_alone()
    {
        var check = await plugins.OpenAsync("Late");

        plugins.AddFile("Late", [1]);
        Assert.False(await plugins.Host.RescanAsync(CancellationToken.None));
        plugins.Add("Late", Saying("one"));
        Assert.False(await plugins.Host.RescanAsync(CancellationToken.None));
        Assert.False((await check.CheckAsync(CancellationToken.None)).IsHealthy);

        Assert.True(await plugins.Host.RescanAsync(CancellationToken.None));
        Assert.Equal("one", await AskAsync(check));
        Assert.DoesNotContain(plugins.Log.Lines, line => line.Contains("not a .NET assembly", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plugin_that_nobody_uses_any_more_is_loaded_as_it_is_then()
    {
        plugins.Add("P", Saying("one"));
        var check = await plugins.OpenAsync("P");
        await check.DisposeAsync();

        plugins.Add("P", Saying("two"));
        await plugins.ApplyAsync();
        var next = await plugins.CreateAsync("P");

        Assert.Equal("two", await AskAsync(next));
    }

    [Fact]
    public async Task A_replaced_plugin_answers_behind_the_same_check()
    {
        plugins.Add("P", Saying("one"));
        var check = await plugins.OpenAsync("P");
        Assert.Equal("one", await AskAsync(check));

        plugins.Add("P", Saying("two"));
        await plugins.ApplyAsync();

        Assert.Equal("two", await AskAsync(check));
    }

    [Fact]
    public async Task A_folder_that_did_not_change_is_not_loaded_again()
    {
        plugins.Add("P", Saying("one"));
        await plugins.OpenAsync("P");

        await plugins.ApplyAsync();
        await plugins.ApplyAsync();

        Assert.Empty(plugins.Log.Lines);
    }

    [Fact]
    public async Task A_generation_may_bring_another_version_of_a_library()
    {
        foreach (var version in (string[])["1", "2"])
        {
            var library = plugins.AddLibrary("P", "Common", $"[assembly: System.Reflection.AssemblyVersion(\"{version}.0\")] "
                + $"public static class Common {{ public static string Version => \"{version}\"; }}");
            plugins.Add("P", Saying("Common.Version", isCode: true), library);
            var check = await plugins.OpenAsync("P", "c" + version);
            await plugins.ApplyAsync();

            Assert.Equal(version, await AskAsync(check));
        }
    }

    [Theory]
    [InlineData("not a DLL", "the DLL is not a .NET assembly")]
    [InlineData("throws", "its constructor failed: InvalidOperationException: no luck")]
    [InlineData("validates", "Text: is wrong now")]
    [InlineData("two", "more than one plugin")]
    public async Task A_change_for_the_worse_is_named_and_the_old_one_goes_on(string kind, string why)
    {
        plugins.Add("P", Saying("one"));
        var check = await plugins.OpenAsync("P");

        AddBroken(kind);
        await plugins.ApplyAsync();

        Assert.Equal("one", await AskAsync(check));
        Assert.StartsWith("3006 Error: Plugin P has changed and cannot be used for check uplink: ",
            plugins.Log.Only(3006), StringComparison.Ordinal);
        Assert.Contains(why, plugins.Log.Only(3006), StringComparison.Ordinal);
        Assert.EndsWith("Generation 1 goes on; mend the folder", plugins.Log.Only(3006), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generation_for_another_contract_is_named_and_the_old_one_goes_on()
    {
        plugins.Add("P", Saying("one"));
        var check = await plugins.OpenAsync("P");

        plugins.AddWithContract("P", "2.0.0.0", "public sealed class C : Gateway.Plugins.IHealthCheck { }");
        await plugins.ApplyAsync();

        Assert.Equal("one", await AskAsync(check));
        Assert.Contains("built for version 2.0 of Gateway.Plugins", plugins.Log.Only(3006), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generation_that_hangs_is_named_and_the_old_one_goes_on()
    {
        plugins.Add("P", Saying("one"));
        var check = await plugins.OpenAsync("P");

        time.Advance(TimeSpan.FromSeconds(1));
        plugins.Add("P", PluginSources.With("public Odd() => Thread.Sleep(Timeout.Infinite);"));
        var applying = plugins.ApplyAsync();
        await time.TimerAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("one", await AskAsync(check));
        time.Advance(TimeSpan.FromSeconds(10));
        await applying;

        Assert.Equal("one", await AskAsync(check));
        Assert.Contains("did not start within 10 s: it hangs", plugins.Log.Only(3006), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mended_folder_is_used_again()
    {
        plugins.Add("P", Saying("one"));
        var check = await plugins.OpenAsync("P");
        plugins.AddFile("P", [1]);
        await plugins.ApplyAsync();

        plugins.Add("P", Saying("three"));
        await plugins.ApplyAsync();

        Assert.Equal("three", await AskAsync(check));
    }

    [Fact]
    public async Task All_checks_of_a_plugin_move_together_or_not_at_all()
    {
        plugins.Add("P", Saying("one"));
        var first = await plugins.OpenAsync("P", "first", """{ "Text": "fine" }""");
        var second = await plugins.OpenAsync("P", "second");

        plugins.Add("P", PluginSources.Good);
        await plugins.ApplyAsync();

        Assert.Equal("one", await AskAsync(first));
        Assert.Equal("one", await AskAsync(second));
        Assert.Contains("cannot be used for check second: plugin P, check second: Text: is missing",
            plugins.Log.Only(3006), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_plugin_fails_its_checks_says_so_and_may_come_back()
    {
        plugins.Add("P", Saying("one"));
        var check = await plugins.OpenAsync("P");

        plugins.Remove("P");
        await plugins.ApplyAsync();

        var result = await check.CheckAsync(CancellationToken.None);
        Assert.Equal((false, "plugin P: its folder was removed"), (result.IsHealthy, result.Text));
        Assert.Equal(
            "3007 Error: Plugin P was removed. The check counts as failed until it is back: check uplink",
            plugins.Log.Only(3007));

        plugins.Add("P", Saying("back"));
        await plugins.ApplyAsync();
        Assert.Equal("back", await AskAsync(check));
    }

    [Fact]
    public async Task What_others_may_write_is_used_once_they_may_no_more()
    {
        plugins.Add("P", Saying("one"));
        File.SetUnixFileMode(plugins.PathOf("P"), UnixFileMode.UserRead | UnixFileMode.OtherWrite);
        var check = await plugins.OpenAsync("P");
        Assert.Contains("can be changed by other users", (await check.CheckAsync(CancellationToken.None)).Text,
            StringComparison.Ordinal);

        File.SetUnixFileMode(plugins.PathOf("P"), UnixFileMode.UserRead);
        await plugins.ApplyAsync();

        Assert.Equal("one", await AskAsync(check));
    }

    [Fact]
    public async Task Settings_that_are_wrong_are_told_from_a_plugin_that_is()
    {
        plugins.Add("Good", PluginSources.Good);
        plugins.Add("Odd", PluginSources.With("public Odd() => throw new InvalidOperationException();"));

        Assert.True((await plugins.FailsAsync("Good", """{ "Text": "" }""")).IsOfSettings);
        Assert.True((await plugins.FailsAsync("Good")).IsOfSettings);
        Assert.False((await plugins.FailsAsync("Odd")).IsOfSettings);
        Assert.False((await plugins.FailsAsync("None")).IsOfSettings);
    }

    private static async Task<string> AskAsync(IHealthCheck check)
    {
        var result = await check.CheckAsync(CancellationToken.None);
        Assert.True(result.IsHealthy, result.Text);
        return result.Text;
    }

    private static string Saying(string text, bool isCode = false) => PluginSources.With(
        "public Task<HealthResult> CheckAsync(CancellationToken t) => Task.FromResult(HealthResult.Healthy("
        + (isCode ? text : JsonSerializer.Serialize(text)) + "));");

    private void AddBroken(string kind)
    {
        if (kind == "not a DLL")
        {
            plugins.AddFile("P", [1, 2, 3]);
            return;
        }

        plugins.Add("P", kind switch
        {
            "throws" => PluginSources.With("public Odd() => throw new InvalidOperationException(\"no luck\");"),
            "validates" => PluginSources.With(
                "public IEnumerable<SettingsProblem> Validate() => [new(\"Text\", \"is wrong now\")];"),
            _ => PluginSources.Good + PluginSources.With(""),
        });
    }
}
