using System.Diagnostics;
using System.Security.Cryptography;

namespace Lab.Peers;

/// <summary>Clients from npm, in the versions of the lock file, fetched once for each lock file. Two classes that run
/// beside each other share them.</summary>
internal static class NodeModules
{
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "Peers", "node");

    private static readonly Lazy<Task<string>> s_installed = new(InstallOnceAsync);

    /// <summary>Brings them here, with the scripts that use them.</summary>
    /// <returns>The folder of the scripts.</returns>
    internal static Task<string> InstallAsync() => s_installed.Value;

    private static async Task<string> InstallOnceAsync()
    {
        byte[] versions = await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"));
        string name = $"gateway-lab-node-{Convert.ToHexStringLower(SHA256.HashData(versions))[..16]}";
        string folder = Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? "/var/tmp", name);
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(Source))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        // Written last: an installation that was cut short is none.
        string complete = Path.Combine(folder, "complete");
        if (!File.Exists(complete))
        {
            await RunNpmAsync(folder);
            await File.WriteAllTextAsync(complete, "");
        }

        return folder;
    }

    private static async Task RunNpmAsync(string folder)
    {
        var start = new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process npm = Process.Start(start)!;
        Task<string> said = npm.StandardOutput.ReadToEndAsync();
        string complained = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci in {folder} failed:\n{await said}{complained}");
        }
    }
}
