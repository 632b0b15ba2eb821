using System.Reflection;

namespace Gateway.Observability;

/// <summary>The version of a program, for people.</summary>
internal static class ProgramVersion
{
    private const int CommitDigits = 12;

    /// <summary>Its version and the beginning of the commit that it was built from, as git shortens it:
    /// <c>0.1.0+acffd282c94f</c>. All of it is in <c>gateway --version</c> and in the metrics.</summary>
    public static string Short(Assembly program) => Short(
        program.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?");

    /// <summary>Likewise, of a version as a text.</summary>
    public static string Short(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is >= 0 and var plus && version.Length > plus + 1 + CommitDigits
            ? version[..(plus + 1 + CommitDigits)]
            : version;
}
