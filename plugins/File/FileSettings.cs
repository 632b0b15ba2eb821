namespace Files;

/// <summary>The settings of a file check.</summary>
public sealed class FileSettings
{
    /// <summary>The absolute path of a file or folder.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it must exist. Defaults to true; false asks that it does not: an operator's switch.</summary>
    public bool Exists { get; init; } = true;

    /// <summary>How long ago it may have been written at most, above 0. Defaults to null: any time.</summary>
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>A text that must be in the first 64 KiB. Defaults to null: it is not read.</summary>
    public string? Contains { get; init; }
}
