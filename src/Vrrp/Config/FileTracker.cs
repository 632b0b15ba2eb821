namespace Gateway.Vrrp.Config;

/// <summary>Trackers that are files: <c>file:/run/gateway/maintenance</c>, the operators' switch. It fails while the
/// file is there.</summary>
public static class FileTracker
{
    /// <summary>What the name of such a tracker begins with.</summary>
    public const string Prefix = "file:";

    /// <summary>The file that a tracker stands for.</summary>
    /// <returns>Null when it is none.</returns>
    public static string? PathOf(string tracker) =>
        tracker.StartsWith(Prefix, StringComparison.Ordinal) ? tracker[Prefix.Length..] : null;

    /// <summary>What is wrong with a path.</summary>
    /// <returns>A sentence, or null when nothing is.</returns>
    public static string? Problem(string path) =>
        path.Length < 2 || path[0] != '/' || path[^1] == '/' || path.Contains('\0', StringComparison.Ordinal)
            ? $"\"{path}\" is not the absolute path of a file; write for example \"file:/run/gateway/maintenance\"."
            : null;
}
