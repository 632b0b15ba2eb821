namespace Browser;

/// <summary>What the machine must offer for a browser.</summary>
internal static class Requirements
{
    /// <summary>Debian's Chromium, from its package <c>chromium</c>.</summary>
    internal const string Chromium = "/usr/bin/chromium";

    /// <summary>Why facts about the page are skipped; null when they run. Root on a build server runs them in any case:
    /// there a missing browser is a failure.</summary>
    internal static string? MissingForPage { get; } =
        File.Exists(Chromium) || (Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") == "true")
            ? null
            : "Chromium is not installed: sudo ./test.sh installs it, and so does apt-get install chromium";

    /// <summary>The same of facts about a live pair.</summary>
    internal static string? MissingForPair { get; } = Environment.IsPrivilegedProcess
        ? MissingForPage
        : "network namespaces need root; run ./test.sh with sudo";
}
