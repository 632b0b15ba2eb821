using System.Diagnostics;

namespace Script;

/// <summary>A running script, in a session of its own, so that it and all it starts can be killed together.</summary>
internal sealed class ScriptProcess : IDisposable
{
    /// <summary>setsid(1) becomes the script: same process, now leader of a session and of a process group with its own
    /// number.</summary>
    private static readonly string? SetSid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    /// <summary>How long a pipe may stay open when everybody in the group is dead: who left the group may hold
    /// it.</summary>
    private static readonly TimeSpan PipeGrace = TimeSpan.FromMilliseconds(200);

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

    /// <summary>Starts the command with a minimal environment, in the root folder, with nothing to read.</summary>
    /// <param name="settings">What to run, and as whom.</param>
    /// <param name="check">The name of the check, for the script to know.</param>
    public static ScriptProcess Start(ScriptSettings settings, string check)
    {
        var start = new ProcessStartInfo(SetSid!, settings.Command)
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
        start.Environment["GATEWAY_CHECK"] = check;
        if (settings.User is { } user)
        {
            start.UserName = user;
        }

        return new ScriptProcess(Process.Start(start)!);
    }

    /// <summary>Waits until the script ends, then kills what it left behind. When cancelled, kills it all at
    /// once.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the script is dead.</exception>
    public async Task<ScriptOutcome> FinishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            await KillAllAsync();
        }

        _reading.CancelAfter(PipeGrace);
        return new ScriptOutcome(_process.ExitCode, OutputHead.Join(await _output, await _error));
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

    /// <summary>Ends when the script is dead. One that the kernel cannot kill (it waits for a dead disk) keeps the
    /// check waiting too, so that no second one is started beside it.</summary>
    private async Task KillAllAsync()
    {
        if (!_process.HasExited)
        {
            // By parentage BEFORE by group: descendants that left the group are still found below their parents.
            _process.Kill(entireProcessTree: true);
        }

        ProcessGroup.Kill(_process.Id);
        await _process.WaitForExitAsync(CancellationToken.None);
    }
}
