using Gateway.Import.Reading;

namespace Gateway.Import.Translation;

/// <summary>Keywords that are on when nothing follows: <c>smtp_alert</c>, <c>smtp_alert off</c>.</summary>
internal static class SwitchText
{
    /// <summary>Whether the keyword is on.</summary>
    public static bool IsOn(Statement statement) => statement.Value is not ("off" or "false" or "no");
}
