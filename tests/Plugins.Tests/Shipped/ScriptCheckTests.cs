using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gateway.Plugins;
using Script;
using Shared;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the Script plugin, with real scripts.</summary>
public sealed class ScriptCheckTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string folder = Directory.CreateTempSubdirectory("gateway-script-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("exit 0", true, "exit code 0")]
    [InlineData("echo fine", true, "fine")]
    [InlineData("exit 7", false, "exit code 7")]
    [InlineData("echo no route; exit 1", false, "exit code 1: no route")]
    [InlineData("echo no route >&2; exit 1", false, "exit code 1: no route")]
    [InlineData("kill -9 $$", false, "exit code 137")]
    [InlineData("cat; echo $GATEWAY_CHECK $PWD", true, "uplink /")]
    public async Task The_exit_code_decides_and_the_output_says_why(string script, bool healthy, string text)
    {
        var result = await RunAsync(script);

        Assert.Equal((healthy, text), (result.IsHealthy, result.Text));
    }

    [Fact]
    public async Task The_environment_is_minimal()
    {
        var result = await RunAsync("env | cut -d= -f1 | grep -vE '^(PWD|SHLVL|_|OLDPWD)$' | sort | tr '\\n' ' '");

        Assert.Equal("GATEWAY_CHECK LANG PATH", result.Text);
    }

    [Fact]
    public async Task A_script_that_writes_without_end_on_both_streams_does_not_block_and_is_cut()
    {
        var result = await RunAsync("yes xxxxxxxx | head -c 2000000; yes yyyyyyyy | head -c 2000000 | tr -d '\\n' >&2");

        Assert.True(result.IsHealthy);
        Assert.Equal("xxxxxxxx | xxxxxxxx | xxxxxxxx", result.Text);
    }

    [Fact]
    public async Task A_line_without_end_is_cut()
    {
        var result = await RunAsync("head -c 2000000 /dev/zero | tr '\\0' x");

        Assert.Equal(new string('x', 400) + "...", result.Text);
    }

    [Fact]
    public async Task Only_the_first_lines_are_kept()
    {
        Assert.Equal("1 | 2 | 3", (await RunAsync("seq 1 100")).Text);
    }

    [Fact]
    public async Task Cancelling_kills_the_script_and_all_it_started()
    {
        var pids = Path.Combine(folder, "pids");
        var check = Check($"""
            sleep 1000 & echo $! >>{pids}
            (sleep 1000 & echo $! >>{pids}; sleep 1000) &
            setsid sleep 1000 & echo $! >>{pids}
            echo $$ >>{pids}
            echo ready >{folder}/ready
            wait
            """);
        using var cancel = new CancellationTokenSource();
        var run = check.CheckAsync(cancel.Token);
        await ExistsAsync(Path.Combine(folder, "ready"));

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        var started = await File.ReadAllLinesAsync(pids);
        Assert.Equal(4, started.Length);
        foreach (var pid in started)
        {
            await DiesAsync(pid);
        }
    }

    [Fact]
    public async Task What_a_script_leaves_in_the_background_is_killed_and_does_not_hold_up_the_result()
    {
        var pid = Path.Combine(folder, "pid");

        var result = await RunAsync($"sleep 1000 & echo $! >{pid}; echo done");

        Assert.Equal((true, "done"), (result.IsHealthy, result.Text));
        await DiesAsync(await File.ReadAllTextAsync(pid));
    }

    [Fact]
    public async Task A_process_that_escapes_with_the_pipes_does_not_hold_up_the_result()
    {
        var pid = Path.Combine(folder, "pid");

        var result = await RunAsync($$"""
            setsid sh -c 'echo $$ >{{pid}}; exec sleep 1000' &
            while [ ! -s {{pid}} ]; do :; done
            echo done
            """);

        Assert.Equal("done", result.Text);
        using var escaped = Process.GetProcessById(
            int.Parse(await File.ReadAllTextAsync(pid), CultureInfo.InvariantCulture));
        escaped.Kill();
    }

    [Fact]
    public async Task A_script_runs_as_a_given_user_and_dies_at_the_timeout_all_the_same()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root becomes another user");
        var settings = new { Command = new[] { "/bin/sh", "-c", "id -un; id -Gn" }, User = "nobody" };
        var slow = new { Command = new[] { "/bin/sh", "-c", "sleep 1000" }, User = "nobody" };
        using var cancel = new CancellationTokenSource();

        var result = await Configured(JsonSerializer.Serialize(settings)).CheckAsync(CancellationToken.None);
        var run = Configured(JsonSerializer.Serialize(slow)).CheckAsync(cancel.Token);
        await cancel.CancelAsync();

        Assert.Equal("nobody | nogroup", result.Text);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>The check of keepalived's samples, and of most tutorials: signal 0 to a process.</summary>
    [Fact]
    public async Task A_keepalived_check_script_runs_unchanged()
    {
        var pidFile = Path.Combine(folder, "haproxy.pid");
        var check = Check($"kill -0 $(cat {pidFile})");

        await File.WriteAllTextAsync(pidFile, $"{Environment.ProcessId}\n");
        var running = await check.CheckAsync(CancellationToken.None);
        await File.WriteAllTextAsync(pidFile, "4194305\n");
        var gone = await check.CheckAsync(CancellationToken.None);

        Assert.Equal((true, false), (running.IsHealthy, gone.IsHealthy));
    }

    [Theory]
    [InlineData("""{ "Command": [ "/bin/true" ], "User": "nobody-here" }""", "User: there is no user \"nobody-here\"")]
    [InlineData("""{ }""", "Command: is missing, and has no default")]
    [InlineData("""{ "Command": [] }""", "Command: is empty; give the path of a program, then its arguments")]
    [InlineData("""{ "Command": [ "true" ] }""", "Command:0: \"true\" is not an absolute path")]
    [InlineData("""{ "Command": [ "/no/such/file" ] }""", "Command:0: /no/such/file does not exist; put the program there, or correct the path")]
    [InlineData("""{ "Command": [ "/etc" ] }""", "Command:0: /etc is a folder")]
    [InlineData("""{ "Command": [ "/etc/passwd" ] }""", "Command:0: /etc/passwd is not executable; run: chmod +x")]
    [InlineData("""{ "Comand": [ "/bin/true" ] }""", "Comand: unknown setting; did you mean \"Command\"?")]
    public void Wrong_settings_are_refused(string settings, string problem) =>
        Assert.StartsWith(problem, Problems(settings).First().ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_script_that_others_can_change_is_refused()
    {
        var path = Write("exit 0");
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.OtherWrite);

        var problem = Assert.Single(Problems(Settings(path)));

        Assert.Equal("Command:0", problem.Path);
        Assert.Equal($"{path} can be changed by other users; run: chmod go-w {path}", problem.Message);
    }

    [Fact]
    public void A_good_script_has_no_problems() => Assert.Empty(Problems(Settings(Write("exit 0"))));

    private static ImmutableArray<SettingsProblem> Problems(string settings)
    {
        try
        {
            return [.. Configured(settings).Validate()];
        }
        catch (SettingsException wrong)
        {
            return wrong.Problems;
        }
    }

    private static ScriptCheck Configured(string settings)
    {
        var check = new ScriptCheck();
        check.Configure(new PluginContext
        {
            Plugin = "Script",
            Name = "uplink",
            Settings = JsonElement.Parse(settings),
        });
        return check;
    }

    private static string Settings(string path) => JsonSerializer.Serialize(new { Command = new[] { path } });

    /// <summary>Whether a process runs; one that is dead and only waits to be buried does not.</summary>
    private static bool IsAlive(string pid)
    {
        var stat = $"/proc/{pid.Trim()}/stat";
        try
        {
            return File.ReadAllText(stat).Split(") ")[^1][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>A process that was killed is dead when the kernel gets to it.</summary>
    private static async Task DiesAsync(string pid)
    {
        var patience = Stopwatch.StartNew();
        while (IsAlive(pid))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"process {pid} lives");
            await Pause.TickAsync();
        }
    }

    private ScriptCheck Check(string script) => Configured(Settings(Write(script)));

    private Task<HealthResult> RunAsync(string script) => Check(script).CheckAsync(CancellationToken.None);

    private string Write(string script)
    {
        var path = Path.Combine(folder, "check");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, OwnerOnly);
        return path;
    }

    /// <summary>Waits for a file by the kernel's word, not by the clock.</summary>
    private async Task ExistsAsync(string path)
    {
        using var watcher = new FileSystemWatcher(folder);
        var created = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, change) =>
        {
            if (change.FullPath == path)
            {
                created.TrySetResult();
            }
        };
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(path))
        {
            await created.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
