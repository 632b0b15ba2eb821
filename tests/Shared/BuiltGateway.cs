namespace Shared;

/// <summary>The program, built beside whoever asks: <c>artifacts/bin/Lab/release/</c> has it in
/// <c>artifacts/bin/Gateway/release/</c>.</summary>
internal static class BuiltGateway
{
    /// <summary>How both were built, in lower case: <c>debug</c> or <c>release</c>.</summary>
    public static string Configuration { get; } =
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>Its folder, where the builds of plugins drop them.</summary>
    public static string Folder { get; } =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Gateway", Configuration));

    /// <summary>Its executable.</summary>
    public static string File { get; } = Path.Combine(Folder, "gateway");
}
