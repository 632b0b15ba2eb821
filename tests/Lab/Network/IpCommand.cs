using System.Diagnostics;

namespace Lab.Network;

/// <summary>Runs <c>ip</c> of iproute2 and fails loudly when it does.</summary>
internal static class IpCommand
{
    /// <summary>Runs <c>ip</c> with the arguments and returns what it printed.</summary>
    internal static string Run(params string[] arguments) => Execute(arguments, input: null);

    /// <summary>Runs the lines as one batch; inside <paramref name="inNamespace"/> unless that is null.</summary>
    internal static void Batch(string? inNamespace, params string[] lines)
    {
        string[] scope = inNamespace is null ? [] : ["-n", inNamespace];
        Execute([.. scope, "-batch", "-"], string.Join('\n', lines) + "\n");
    }

    private static string Execute(string[] arguments, string? input)
    {
        var start = new ProcessStartInfo("ip", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using Process process = Process.Start(start)!;
        if (input is not null)
        {
            process.StandardInput.Write(input);
        }

        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        string batch = input is null ? "" : $" (batch: {input.Trim()})";
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(
            $"ip {string.Join(' ', arguments)} failed: {error.Trim()}{batch}");
    }
}
