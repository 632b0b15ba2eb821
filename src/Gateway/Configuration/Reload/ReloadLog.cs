using Gateway.Plugins;

namespace Gateway.Configuration.Reload;

/// <summary>What the log says about configurations that come and go.</summary>
internal static partial class ReloadLog
{
    [LoggerMessage(5100, LogLevel.Information, "{File} has changed and is in force.")]
    public static partial void Reloaded(this ILogger logger, string file);

    [LoggerMessage(5101, LogLevel.Error, "Wrong configuration: {Error}")]
    public static partial void WrongConfiguration(this ILogger logger, string error);

    [LoggerMessage(5102, LogLevel.Error,
        "{File} has changed and is refused ({Errors} error(s)); nothing changes, the running configuration goes on. "
        + "See all with: gateway reload")]
    public static partial void Rejected(this ILogger logger, string file, int errors);

    [LoggerMessage(5103, LogLevel.Warning,
        "The running configuration cannot be kept in {Copy}: {Why}. A boot with a broken file will not start.")]
    public static partial void NoLastGoodCopy(this ILogger logger, string copy, string why);

    [LoggerMessage(5104, LogLevel.Information, "The certificates have changed; new handshakes use them.")]
    public static partial void CertificatesReloaded(this ILogger logger);

    [LoggerMessage(5106, LogLevel.Information,
        "Virtual routers follow the change when the new checks have spoken, or in {Limit}: {Checks}.")]
    public static partial void AwaitingFirstResults(this ILogger logger, string checks, Seconds limit);

    [LoggerMessage(5105, LogLevel.Error, "A change could not be taken up, or not whole: {Why} Restart the gateway.")]
    public static partial void ReloadFailed(this ILogger logger, string why);
}
