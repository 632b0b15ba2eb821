using System.Text.Json;

namespace Gateway.Metrics.Sources;

/// <summary>Members of an enum as values of labels: <c>MasterSilent</c> is <c>master_silent</c>.</summary>
/// <typeparam name="T">The enum.</typeparam>
internal static class SnakeCase<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Words =
        Enum.GetValues<T>().ToDictionary(member => member, member => Convert(member.ToString()));

    /// <summary>All members, in the order of their values.</summary>
    public static IEnumerable<T> All => Words.Keys;

    /// <summary>The word of a member.</summary>
    public static string Of(T member) => Words[member];

    private static string Convert(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
