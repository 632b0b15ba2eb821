namespace Gateway.Cli;

/// <summary>What <c>gateway release</c> says, in the words of the guard.</summary>
internal static partial class ReleaseLog
{
    [LoggerMessage(114, LogLevel.Warning,
        "gateway release: the gateway died; removed {Addresses} and resigned for it.")]
    public static partial void Released(this ILogger logger, string addresses);

    [LoggerMessage(115, LogLevel.Information, "gateway release: the gateway that died holds no address.")]
    public static partial void NothingToRelease(this ILogger logger);

    [LoggerMessage(116, LogLevel.Error, "gateway release: {Why} What is left of it ends with its lease.")]
    public static partial void NotReleased(this ILogger logger, string why);

    [LoggerMessage(117, LogLevel.Error, "gateway release: nothing was released: {Why}")]
    public static partial void Prevented(this ILogger logger, string why);
}
