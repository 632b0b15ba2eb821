namespace Lab;

/// <summary>What the machine must offer for the lab.</summary>
internal static class Requirements
{
    private static readonly string[] Programs =
    [
        "ip", "nft", "setsid", "curl", "keepalived", "vrrpd", "systemd-analyze", "adduser", "haproxy", "openssl", "sslscan",
        "testssl",
    ];

    /// <summary>Why the lab's facts are skipped; null when they run.</summary>
    internal static string? MissingForLab { get; } = Find();

    /// <summary>The first of the programs that this machine does not have, or null.</summary>
    internal static string? MissingProgram(params IEnumerable<string> programs)
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin", "/usr/lib/frr"];
        return programs.FirstOrDefault(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program))));
    }

    private static string? Find()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "network namespaces need root; run ./test.sh with sudo";
        }

        // Root on a build server: a missing program is a failure of the fact that misses it, not a reason to skip.
        return Environment.GetEnvironmentVariable("CI") != "true" && MissingProgram(Programs) is string missing
            ? $"{missing} is not installed; ./test.sh installs it"
            : null;
    }
}
