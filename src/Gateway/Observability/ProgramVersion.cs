using System.Reflection;

namespace Gateway.Observability;

/// <summary>The version of this program.</summary>
internal static class ProgramVersion
{
    private const int CommitDigits = 12;

    /// <summary>As the build has it, such as <c>0.1.0</c>, with the whole commit behind it.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";

    /// <summary>For people: <c>0.1.0+acffd282c94f</c>.</summary>
    public static string Short { get; } = Shorten(Text);

    /// <summary>A version with the beginning of its commit.</summary>
    public static string Shorten(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is >= 0 and var plus && version.Length > plus + 1 + CommitDigits
            ? version[..(plus + 1 + CommitDigits)]
            : version;
}
