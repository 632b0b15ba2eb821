using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Shared.Scripts;

/// <summary>A running script, in a session of its own, so that it and all it starts can be killed together.</summary>
internal sealed partial class ScriptProcess : IDisposable
{
    /// <summary>setsid(1) becomes the script: same process, now leader of a session and of a process group with its own
    /// number.</summary>
    private static readonly string? SetSid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    /// <summary>How long a pipe may stay open when the script has ended: what it left behind may hold it.</summary>
    private static readonly TimeSpan PipeGrace = TimeSpan.FromMilliseconds(200);

    private const int SigKill = 9;

    private readonly Process _process;
    private readonly CancellationTokenSource _reading = new();
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ScriptProcess(Process process)
    {
        _process = process;
        _process.StandardInput.Close();
        _output = OutputHead.ReadAsync(_process.StandardOutput.BaseStream, _reading.Token);
        _error = OutputHead.ReadAsync(_process.StandardError.BaseStream, _reading.Token);
    }

    /// <summary>Whether this machine has what is needed.</summary>
    public static bool IsSupported => SetSid is not null;

    /// <summary>Starts the command in the root folder, with nothing to read and a minimal environment.</summary>
    /// <param name="command">The absolute path of a program, then its arguments.</param>
    /// <param name="user">Whom to run it as; null for the gateway's own user.</param>
    /// <param name="environment">What it is to know besides <c>PATH</c> and <c>LANG</c>.</param>
    public static ScriptProcess Start(
        IEnumerable<string> command, string? user, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(SetSid!, command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };

        // What the host was started with is not the script's business: it may hold secrets.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        if (user is not null)
        {
            start.UserName = user;
        }

        return new ScriptProcess(Process.Start(start)!);
    }

    /// <summary>Waits until the script ends. When cancelled, kills it and all it has started.</summary>
    /// <returns>Its exit code, 0 to 255 or 128 plus the number of a signal, and its first lines, standard output before
    /// standard error, as one line; may be empty.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the script is dead.</exception>
    public async Task<(int ExitCode, string Output)> FinishAsync(
        Leftovers leftovers, CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (leftovers == Leftovers.Die || !_process.HasExited)
            {
                await KillAllAsync();
            }
        }

        _reading.CancelAfter(PipeGrace);
        return (_process.ExitCode, OutputHead.Join(await _output, await _error));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reading.Cancel();
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
        _reading.Dispose();
    }

    /// <summary>Ends when the script is dead. One that the kernel cannot kill (it waits for a dead disk) keeps its
    /// caller waiting too, so that no second one is started beside it.</summary>
    private async Task KillAllAsync()
    {
        if (!_process.HasExited)
        {
            // By parentage BEFORE by group: descendants that left the group are still found below their parents.
            _process.Kill(entireProcessTree: true);
        }

        // A group that is gone is fine: the kernel gives its number to nobody else while a member lives.
        _ = KillProcess(-_process.Id, SigKill);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int KillProcess(int processOrGroup, int signal);
}
