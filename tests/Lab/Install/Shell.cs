using System.Diagnostics;

namespace Lab.Install;

/// <summary>Runs a program to its end.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs it and returns what it printed on standard output.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    internal static string Run(string program, params string[] arguments)
    {
        (int code, string output, string error) = Try(program, arguments);
        return code == 0 ? output : throw new InvalidOperationException(
            $"{program} {string.Join(' ', arguments)} failed with {code}: {output}{error}");
    }

    /// <summary>Runs it.</summary>
    internal static (int Code, string Output, string Error) Try(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} does not end");
        }

        return (process.ExitCode, output, error.Result);
    }
}
