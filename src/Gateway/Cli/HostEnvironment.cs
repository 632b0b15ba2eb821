using System.Collections;

namespace Gateway.Cli;

/// <summary>The environment of the process, as every .NET host reads it.</summary>
internal static class HostEnvironment
{
    /// <summary><c>DOTNET_ENVIRONMENT</c>, or <c>ASPNETCORE_ENVIRONMENT</c>; <c>Production</c> without both.</summary>
    public static string Name =>
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 } name ? name
        : Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } other ? other
        : "Production";

    /// <summary>All variables.</summary>
    public static IReadOnlyDictionary<string, string> Variables => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");
}
