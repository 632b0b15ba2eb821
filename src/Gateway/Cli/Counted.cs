namespace Gateway.Cli;

/// <summary>Numbers with their noun: <c>1 route</c>, <c>2 routes</c>.</summary>
internal static class Counted
{
    /// <summary>The number and the noun, in plural unless the number is 1.</summary>
    public static string Of(int count, string noun) =>
        FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
