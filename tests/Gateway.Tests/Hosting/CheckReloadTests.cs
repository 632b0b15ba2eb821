using System.Text.RegularExpressions;
using Gateway.Health;

namespace Gateway.Tests.Hosting;

/// <summary>Health checks, what is tracked, and notify actions of a running gateway change with its file (issue 5,
/// point 4).</summary>
public sealed class CheckReloadTests : IAsyncLifetime
{
    private readonly ReloadRig _rig = new();

    public async ValueTask InitializeAsync()
    {
        _rig.Folder.With("web", "up");
        _rig.Save(_rig.Text(_rig.Knob("web"), "'web': -60"));
        await _rig.StartAsync();
        await ReloadRig.UntilAsync(() => _rig.Engine.Told.Contains("web 0 %"));
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_new_check_has_spoken_before_virtual_routers_follow_it()
    {
        _rig.Save(_rig.Text(
            _rig.Knob("web") + ", " + _rig.Knob("disk", "'Interval': '60s', 'Timeout': '30s'"),
            "'disk': 0, 'web': -60"));
        await ReloadRig.UntilAsync(() => _rig.Count("when the new checks have spoken") > 0);
        Assert.DoesNotContain(_rig.Engine.Told, told => told.StartsWith('['));

        _rig.Folder.With("disk", "up");

        await ReloadRig.UntilAsync(() => _rig.Count("is in force") == 1);
        Assert.StartsWith("[disk 0 % for ", Applied().Single(), StringComparison.Ordinal);
        Assert.EndsWith(" s, web]", Applied().Single(), StringComparison.Ordinal);
        // The one that was there already has not begun anew, and nothing was ever down.
        Assert.DoesNotContain(_rig.Engine.Told, told => told.EndsWith(" 100 %", StringComparison.Ordinal));
        Assert.Equal(1, _rig.Count("Check web is up"));
    }

    [Fact]
    public async Task A_changed_check_keeps_its_word_and_a_removed_one_ends()
    {
        var slow = _rig.Knob("web", "'Interval': '60s', 'Timeout': '30s'");
        await _rig.TakeUpAsync(_rig.Text(slow.Replace("/web'", "/silent'", StringComparison.Ordinal), "'web': -60"));

        Assert.Equal(CheckState.Up, _rig.Scheduler.Board["web"].State);
        Assert.Equal((0, 1), (_rig.Living("web"), _rig.Living("silent")));
        // Said for the new one, which has no answer yet: the engine must not think that it fell silent.
        Assert.Equal("web 0 %", _rig.Engine.Told.Last());

        await _rig.TakeUpAsync(_rig.Text());
        Assert.Null(_rig.Scheduler.Board.Find("web"));
        Assert.Equal(0, _rig.Living("silent"));
        Assert.Equal("[proxy 0 %", Applied().Last()[..10]);
        Assert.DoesNotContain(_rig.Engine.Told, told => told.EndsWith(" 100 %", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_and_interfaces_can_be_tracked_from_now_on()
    {
        await _rig.TakeUpAsync(_rig.Text(
            _rig.Knob("web"), $"'interface:eth1': -10, 'file:{_rig.Folder.Path}/off': -10, 'web': -60"));

        Assert.StartsWith(
            $"[interface:eth1, file:{_rig.Folder.Path}/off 0 % for ", Applied().Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_is_missing_or_does_not_like_its_settings_changes_nothing()
    {
        await BeRefusedAsync(
            "'Plugin': 'Nob'",
            @"appsettings\.json:\d+:\d+: HealthChecks:disk:Plugin: ""Nob"" cannot be used: \S+Nob\.dll does not exist;");
        await BeRefusedAsync("'Plugin': 'Knob', 'Settings': { 'Paht': 'x' }", "HealthChecks:disk:Settings");
        await BeRefusedAsync(
            "'Plugin': 'Note', 'Settings': { 'Path': 'x' }", "it is a notify action, not a health check");

        Assert.Empty(Applied());
        Assert.Equal(["proxy", "web"], _rig.Scheduler.Board.All.Select(check => check.Name));
        await ReloadRig.UntilAsync(() => _rig.Told.Length >= 1);
        Assert.Equal(1, _rig.Living("web"));
    }

    [Fact]
    public async Task A_changed_action_tells_from_now_on_and_the_old_one_no_more()
    {
        await _rig.TakeUpAsync(_rig.Text().Replace("told.txt", "other.txt", StringComparison.Ordinal));

        await _rig.BeRefusedAsync("{");

        await ReloadRig.UntilAsync(() => _rig.Read("other.txt").Length > 0);
        Assert.StartsWith("ConfigurationRejected ", _rig.Read("other.txt"), StringComparison.Ordinal);
        Assert.Empty(_rig.Told);
    }

    // What was refused before may be so once more, when a file that it names is looked at again.
    private async Task BeRefusedAsync(string disk, string expected)
    {
        _ = await _rig.BeRefusedAsync(_rig.Text(_rig.Knob("web") + $", 'disk': {{ {disk} }}", "'web': -10"));
        await ReloadRig.UntilAsync(() => _rig.Log.Lines.Any(line =>
            line.Contains("Wrong configuration", StringComparison.Ordinal) && Regex.IsMatch(line, expected)));
    }

    private IEnumerable<string> Applied() => _rig.Engine.Told.Where(told => told.StartsWith('['));
}
