namespace Gateway.Configuration.Building;

/// <summary>Texts that name a file or a folder.</summary>
internal static class PathText
{
    /// <summary>Whether a text can be a path at all.</summary>
    public static bool IsPath(string? text) =>
        !string.IsNullOrWhiteSpace(text) && !text.Contains('\0', StringComparison.Ordinal);
}
