namespace Gateway.Cli.Operate;

/// <summary>Lengths of time as people read them.</summary>
internal static class Ages
{
    /// <summary><c>3d 4h</c>, <c>12m 5s</c>, <c>0.4s</c>; a negative one counts as none.</summary>
    public static string Of(TimeSpan age) => age switch
    {
        { TotalSeconds: < 0 } => "0.0s",
        { TotalSeconds: < 10 } => FormattableString.Invariant($"{age.TotalSeconds:0.0}s"),
        { TotalMinutes: < 1 } => FormattableString.Invariant($"{age.Seconds}s"),
        { TotalHours: < 1 } => FormattableString.Invariant($"{age.Minutes}m {age.Seconds}s"),
        { TotalDays: < 1 } => FormattableString.Invariant($"{age.Hours}h {age.Minutes}m"),
        _ => FormattableString.Invariant($"{age.Days}d {age.Hours}h"),
    };

    /// <summary><c>0.4ms</c>, <c>12ms</c>, <c>3.6s</c>.</summary>
    public static string OfMilliseconds(double milliseconds) => milliseconds switch
    {
        < 10 => FormattableString.Invariant($"{milliseconds:0.0}ms"),
        < 1000 => FormattableString.Invariant($"{milliseconds:0}ms"),
        _ => FormattableString.Invariant($"{milliseconds / 1000:0.0}s"),
    };

    /// <summary>A moment in local time: <c>2026-01-31 12:00:00</c>.</summary>
    public static string At(DateTimeOffset moment, TimeZoneInfo zone) =>
        FormattableString.Invariant($"{TimeZoneInfo.ConvertTime(moment, zone):yyyy-MM-dd HH:mm:ss}");
}
