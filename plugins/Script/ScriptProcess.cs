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

    private readonly Process process;
    private readonly CancellationTokenSource reading = new();
    private readonly Task<string> output;
    private readonly Task<string> error;

    private ScriptProcess(Process process)
    {
        this.process = process;
        process.StandardInput.Close();
        output = OutputHead.ReadAsync(process.StandardOutput.BaseStream, reading.Token);
        error = OutputHead.ReadAsync(process.StandardError.BaseStream, reading.Token);
    }

    /// <summary>Whether this machine has what is needed.</summary>
    public static bool IsSupported => SetSid is not null;

    /// <summary>Starts the command with a minimal environment, in the root folder, with nothing to read.</summary>
    public static ScriptProcess Start(IReadOnlyList<string> command, string check)
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
        start.Environment["GATEWAY_CHECK"] = check;
        return new ScriptProcess(Process.Start(start)!);
    }

    /// <summary>Waits until the script ends, then kills what it left behind. When cancelled, kills it all at
    /// once.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the script is dead.</exception>
    public async Task<ScriptOutcome> FinishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            await KillAllAsync();
        }

        reading.CancelAfter(PipeGrace);
        return new ScriptOutcome(process.ExitCode, OutputHead.Join(await output, await error));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        reading.Cancel();
        process.StandardOutput.Dispose();
        process.StandardError.Dispose();
        process.Dispose();
        reading.Dispose();
    }

    /// <summary>Ends when the script is dead. One that the kernel cannot kill (it waits for a dead disk) keeps the
    /// check waiting too, so that no second one is started beside it.</summary>
    private async Task KillAllAsync()
    {
        if (!process.HasExited)
        {
            // By parentage BEFORE by group: descendants that left the group are still found below their parents.
            process.Kill(entireProcessTree: true);
        }

        ProcessGroup.Kill(process.Id);
        await process.WaitForExitAsync(CancellationToken.None);
    }
}
