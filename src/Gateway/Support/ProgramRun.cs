using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.Support;

/// <summary>Asks another program of the machine.</summary>
internal static class ProgramRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Where Debian has what administrators run; not in the PATH of others.
    private static readonly string[] MoreFolders = ["/usr/sbin", "/sbin"];

    /// <summary>Runs it, for 15 s at most.</summary>
    /// <returns>What it printed, or why there is nothing: a sentence.</returns>
    public static async Task<(string? Text, string? Problem)> RunAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (Find(program) is not { } path)
        {
            return (null, $"There is no program {program} on this machine.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            return await RunAsync(path, program, arguments, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"{program} did not end within {Patience.TotalSeconds} s.");
        }
        catch (Win32Exception refused)
        {
            return (null, $"{path} cannot be run: {refused.Message}.");
        }
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(MoreFolders).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static async Task<(string? Text, string? Problem)> RunAsync(
        string path, string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? (await output, null)
                : (null, FormattableString.Invariant($"{program} ended with {process.ExitCode}: ")
                    + (await error).Trim().ReplaceLineEndings(" "));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
