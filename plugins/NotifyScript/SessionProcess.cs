using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NotifyScript;

/// <summary>A program in a session of its own, so that it and all it starts can be killed together.</summary>
internal static partial class SessionProcess
{
    /// <summary>setsid(1) becomes the program: same process, now leader of a group with its own number.</summary>
    public const string SetSid = "/usr/bin/setsid";

    private const int SigKill = 9;
    private const int KeptCharacters = 200;
    private static readonly TimeSpan PipeGrace = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs it to its end; what it leaves in the background goes on. When cancelled, kills it all.</summary>
    /// <param name="start">What to run, by <see cref="SetSid"/>.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>Its exit code and the beginning of what it wrote to its standard error, in one line.</returns>
    public static async Task<(int ExitCode, string Error)> RunAsync(
        ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var reading = new CancellationTokenSource();
        var output = HeadAsync(process.StandardOutput, reading.Token);
        var error = HeadAsync(process.StandardError, reading.Token);
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            _ = KillProcess(-process.Id, SigKill);
            throw;
        }
        finally
        {
            // What it left behind may hold the pipes for ever.
            reading.CancelAfter(PipeGrace);
            await output;
        }

        return (process.ExitCode, await error);
    }

    /// <summary>Reads all, so that it never blocks, and keeps the beginning.</summary>
    private static async Task<string> HeadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var head = "";
        var buffer = new char[1024];
        try
        {
            int count;
            while ((count = await reader.ReadAsync(buffer, cancellationToken)) > 0)
            {
                head += head.Length < KeptCharacters ? new string(buffer, 0, count) : "";
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for more: what came is the head.
        }

        var line = string.Concat(head.Trim().Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length > KeptCharacters ? line[..KeptCharacters] + "..." : line;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int KillProcess(int processOrGroup, int signal);
}
