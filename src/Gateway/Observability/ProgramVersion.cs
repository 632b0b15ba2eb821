using System.Reflection;

namespace Gateway.Observability;

/// <summary>The version of this program.</summary>
internal static class ProgramVersion
{
    /// <summary>As the build has it, such as <c>0.1.0</c>.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";
}
