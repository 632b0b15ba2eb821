using System.Diagnostics;
using System.Globalization;
using Gateway.Cli;
using Gateway.Tests.Hosting;
using Shared;

namespace Gateway.Tests.Cli.Operate;

/// <summary>The program itself before an operator (issue 7, point 1): colours only on a terminal and not with
/// <c>NO_COLOR</c>, and a status that is watched.</summary>
public sealed class TerminalTests : IAsyncDisposable
{
    // .NET itself sends a terminal something else: its keypad is wanted.
    private const string Colour = "\e\\[[0-9;]+m";

    private readonly ReloadRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Colours_are_on_a_terminal_alone()
    {
        await StartAsync();

        Assert.Matches(Colour, await StatusAsync(isTerminal: true, "TERM=xterm"));
        Assert.DoesNotMatch(Colour, await StatusAsync(isTerminal: true, "TERM=xterm", "NO_COLOR=1"));
        Assert.DoesNotMatch(Colour, await StatusAsync(isTerminal: true, "TERM=dumb"));
        Assert.DoesNotMatch(Colour, await StatusAsync(isTerminal: false, "TERM=xterm"));
    }

    [Fact]
    public async Task A_status_is_watched_until_it_is_told_to_end()
    {
        await StartAsync();
        using var watch = Process.Start(new ProcessStartInfo(
            BuiltGateway.File, ["status", "--watch", "--socket", _rig.Socket]) { RedirectStandardOutput = true })!;
        try
        {
            for (var seen = 0; seen < 3;)
            {
                var line = await watch.StandardOutput.ReadLineAsync(ReloadRig.Patience);
                Assert.NotNull(line);
                seen += line.StartsWith("edge-a  Gateway ", StringComparison.Ordinal) ? 1 : 0;
            }

            var id = watch.Id.ToString(CultureInfo.InvariantCulture);
            _ = await GatewayProgram.RunAsync("sh", ["-c", $"kill -INT {id}"]);
            await watch.WaitForExitAsync(ReloadRig.Patience);
            Assert.Equal(ExitCode.Ok, watch.ExitCode);
        }
        finally
        {
            watch.Kill();
        }
    }

    private async Task StartAsync()
    {
        _rig.Save(_rig.Text());
        await _rig.StartAsync();
    }

    private async Task<string> StatusAsync(bool isTerminal, params string[] variables)
    {
        var command = $"env -u NO_COLOR {string.Join(' ', variables)} {BuiltGateway.File} status --socket {_rig.Socket}";
        // Of util-linux: gives a program a terminal.
        var (code, output, error) = isTerminal
            ? await GatewayProgram.RunAsync("script", ["-qec", command, "/dev/null"])
            : await GatewayProgram.RunAsync("sh", ["-c", command]);
        Assert.True(code == ExitCode.Ok, output + error);
        Assert.Contains("edge-a", output, StringComparison.Ordinal);
        return output;
    }
}
