using System.Diagnostics;
using Gateway.Plugins;
using NotifyScript;
using Shared;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the NotifyScript plugin, with real scripts.</summary>
public sealed class NotifyScriptActionTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(NotificationKind.Master, false, "INSTANCE lan4 MASTER 150")]
    [InlineData(NotificationKind.Backup, true, "GROUP lan4 BACKUP 150")]
    [InlineData(NotificationKind.Fault, false, "INSTANCE lan4 FAULT 150")]
    [InlineData(NotificationKind.Stop, false, "INSTANCE lan4 STOP 150")]
    [InlineData(NotificationKind.PriorityChanged, false, "INSTANCE lan4 PRIORITY 150")]
    [InlineData(NotificationKind.CheckDown, false, "CHECK lan4 DOWN 150")]
    [InlineData(NotificationKind.CheckUp, false, "CHECK lan4 UP 150")]
    [InlineData(NotificationKind.SplitBrain, false, "INSTANCE lan4 SPLIT_BRAIN 150")]
    [InlineData(NotificationKind.PeerLost, false, "INSTANCE lan4 PEER_LOST 150")]
    [InlineData(NotificationKind.ConfigurationRejected, false, "CONFIGURATION lan4 REJECTED 150")]
    [InlineData(NotificationKind.CertificateExpiring, false, "CERTIFICATE lan4 EXPIRING 150")]
    public async Task Arguments_are_keepalived_s(NotificationKind kind, bool isGroup, string arguments)
    {
        var script = _scratch.Script("notify", $"echo \"$@\" >{_scratch.PathOf("said")}");

        await Plugged.TellAsync<NotifyScriptAction>(
            new { Command = new[] { script, "own" } }, Plugged.News(kind, isGroup: isGroup));

        Assert.Equal($"own {arguments}\n", await File.ReadAllTextAsync(_scratch.PathOf("said")));
    }

    /// <summary>The notify script of keepalived's manual and of most tutorials.</summary>
    [Fact]
    public async Task A_keepalived_notify_script_runs_unchanged()
    {
        var state = _scratch.PathOf("keepalived.state");
        var script = _scratch.Script("notify.sh", $"""
            TYPE=$1
            NAME=$2
            STATE=$3
            PRIORITY=$4

            case $STATE in
                    "MASTER") echo "$TYPE $NAME is now master at $PRIORITY" > {state}
                              exit 0
                              ;;
                    "BACKUP") echo "$TYPE $NAME is now backup at $PRIORITY" > {state}
                              exit 0
                              ;;
                    "FAULT")  echo "$TYPE $NAME is in fault" > {state}
                              exit 0
                              ;;
                    *)        echo "unknown state"
                              exit 1
                              ;;
            esac
            """);

        await Plugged.TellAsync<NotifyScriptAction>(new { Command = new[] { script } }, Plugged.News());

        Assert.Equal("INSTANCE lan4 is now master at 150\n", await File.ReadAllTextAsync(state));
    }

    [Fact]
    public async Task The_environment_says_more_and_holds_nothing_of_the_gateway_s()
    {
        var script = _scratch.Script(
            "notify", $"env | grep -vE '^(PWD|SHLVL|_|OLDPWD)=' | sort >{_scratch.PathOf("said")}; pwd >>{_scratch.PathOf("said")}");

        await Plugged.TellAsync<NotifyScriptAction>(new { Command = new[] { script } }, Plugged.News());

        Assert.Equal(
            [
                "GATEWAY_ACTION=uplink", "GATEWAY_AT=2026-01-02T03:04:05.0000000+00:00", "GATEWAY_KIND=Master",
                "GATEWAY_NODE=edge-a", "GATEWAY_REASON=no Master was \"heard\"", "GATEWAY_SEQUENCE=7", "LANG=C.UTF-8",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "/",
            ],
            await File.ReadAllLinesAsync(_scratch.PathOf("said")));
    }

    [Theory]
    [InlineData("echo no such service >&2; exit 3", "exit code 3: no such service")]
    [InlineData("exit 3", "exit code 3")]
    [InlineData("echo unknown state; echo and why >&2; exit 1", "exit code 1: unknown state | and why")]
    public async Task Another_exit_code_than_0_means_not_told(string content, string text)
    {
        var script = _scratch.Script("notify", content);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Plugged.TellAsync<NotifyScriptAction>(new { Command = new[] { script } }, Plugged.News()));

        Assert.Equal(text, error.Message);
    }

    [Fact]
    public async Task Cancelling_kills_it_and_all_it_has_started()
    {
        var pids = _scratch.PathOf("pids");
        var script = _scratch.Script(
            "notify", $"sleep 1000 & echo $! >{pids}.new; echo $$ >>{pids}.new; mv {pids}.new {pids}; wait");
        await using var action = Plugged.In<NotifyScriptAction>(new { Command = new[] { script } });
        using var cancel = new CancellationTokenSource();
        var telling = action.NotifyAsync(Plugged.News(), cancel.Token);
        var patience = Stopwatch.StartNew();
        while (!File.Exists(pids))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "the script does not start");
            await Pause.TickAsync();
        }

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => telling);
        foreach (var pid in await File.ReadAllLinesAsync(pids))
        {
            await DiesAsync(pid);
        }
    }

    [Fact]
    public async Task What_it_leaves_in_the_background_does_not_hold_it_up()
    {
        var pid = _scratch.PathOf("pid");
        var script = _scratch.Script("notify", $"sleep 1000 & echo $! >{pid}");

        await Plugged.TellAsync<NotifyScriptAction>(new { Command = new[] { script } }, Plugged.News());

        using var left = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(pid), null));
        Assert.False(left.HasExited);
        left.Kill();
    }

    [Fact]
    public async Task It_runs_as_a_given_user()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root becomes another user");
        var said = Path.Combine("/tmp", $"gateway-{Guid.NewGuid():N}");

        await Plugged.TellAsync<NotifyScriptAction>(
            new { Command = new[] { "/bin/sh", "-c", $"id -un >{said}" }, User = "nobody" }, Plugged.News());

        Assert.Equal("nobody\n", await File.ReadAllTextAsync(said));
        File.Delete(said);
    }

    /// <summary>A process that was killed is dead when the kernel gets to it.</summary>
    private static async Task DiesAsync(string pid)
    {
        var patience = Stopwatch.StartNew();
        while (Directory.Exists($"/proc/{pid}")
            && !(await File.ReadAllTextAsync($"/proc/{pid}/status")).Contains("State:\tZ", StringComparison.Ordinal))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"process {pid} lives");
            await Pause.TickAsync();
        }
    }
}
