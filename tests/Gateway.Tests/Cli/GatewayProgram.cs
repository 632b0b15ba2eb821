using System.Diagnostics;
using Shared;

namespace Gateway.Tests.Cli;

/// <summary>The program itself, built beside the tests.</summary>
internal static class GatewayProgram
{
    // What lets root read every file; root starts the tests of a container.
    private const string Without = "-dac_override,-dac_read_search";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs it.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    public static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        RunAsync(BuiltGateway.File, arguments);

    /// <summary>Runs it as a process that the modes of files hold for, as they do for the service.</summary>
    public static Task<(int Code, string Output, string Error)> RunAsUserAsync(params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", [$"--bounding-set={Without}", $"--inh-caps={Without}", BuiltGateway.File, .. arguments])
            : RunAsync(BuiltGateway.File, arguments);

    /// <summary>Runs another program.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
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
