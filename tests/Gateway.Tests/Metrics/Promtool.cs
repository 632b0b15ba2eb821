using System.Diagnostics;

namespace Gateway.Tests.Metrics;

/// <summary>Prometheus' own checker, of the Debian package prometheus. test.sh installs it; a run without it skips what
/// needs it, and says so.</summary>
internal static class Promtool
{
    private const string Name = "promtool";

    /// <summary>Runs it.</summary>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code and all it said.</returns>
    public static async Task<(int ExitCode, string Said)> RunAsync(string input, params string[] arguments)
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, Name)));
        Assert.SkipUnless(isThere, $"There is no {Name}: install the package prometheus.");
        using var process = Process.Start(new ProcessStartInfo(Name, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(await said));
    }
}
