namespace Gateway.Admin;

/// <summary>What the admin server says about itself.</summary>
internal static partial class AdminLog
{
    [LoggerMessage(6000, LogLevel.Information, "Operators are answered at {Address}.")]
    public static partial void Answering(this ILogger logger, string address);

    [LoggerMessage(6001, LogLevel.Warning,
        "{Why} Nobody has configured it: the gateway goes on without. \"off\" and [] in Admin say that it is not "
        + "wanted.")]
    public static partial void NoDefault(this ILogger logger, string why);

    [LoggerMessage(6002, LogLevel.Error,
        "The stream of the status failed: {Why} Whoever watches anew gets it again.")]
    public static partial void StreamFailed(this ILogger logger, string why);

    [LoggerMessage(6003, LogLevel.Information, "{Who} asks for: {What}.")]
    public static partial void Asked(this ILogger logger, string who, string what);
}
