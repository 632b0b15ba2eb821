using Gateway.Plugins;

namespace Gateway.Notify;

/// <summary>What the log says about telling.</summary>
internal sealed partial class ActionQueue
{
    private void LogTold(string action, Notification news, int attempt) =>
        LogTold(action, news.Kind, news.Subject, news.Sequence, attempt);

    private void LogReturned(string action, bool hasReturned)
    {
        if (hasReturned)
        {
            LogReturned(action);
        }
    }

    [LoggerMessage(5001, LogLevel.Information,
        "Notify {Action}: told {Kind} of {Subject} (number {Sequence}, attempt {Attempt}).")]
    private partial void LogTold(string action, NotificationKind kind, string subject, long sequence, int attempt);

    [LoggerMessage(5002, LogLevel.Warning,
        "Notify {Action}: could not tell {Kind} of {Subject}: {Why}. Attempt {Attempt}; tried again in {Pause}.")]
    private partial void LogFailed(
        string action, NotificationKind kind, string subject, string why, int attempt, Seconds pause);

    [LoggerMessage(5003, LogLevel.Warning,
        "Notify {Action}: could not tell {Kind} of {Subject}: {Why}. There is newer news, which is told instead.")]
    private partial void LogReplaced(string action, NotificationKind kind, string subject, string why);

    [LoggerMessage(5004, LogLevel.Error,
        "Notify {Action}: gave up telling {Kind} of {Subject} (number {Sequence}) after {Attempts} attempt(s): {Why}")]
    private partial void LogGivenUp(
        string action, NotificationKind kind, string subject, long sequence, int attempts, string why);

    [LoggerMessage(5005, LogLevel.Warning,
        "Notify {Action}: goes on after its timeout of {Timeout} and its cancellation; it is not called again until it "
        + "returns, and the news wait.")]
    private partial void LogHangs(string action, Seconds timeout);

    [LoggerMessage(5006, LogLevel.Information, "Notify {Action}: has returned and is called again.")]
    private partial void LogReturned(string action);

    [LoggerMessage(5007, LogLevel.Error,
        "Notify {Action}: {Capacity} news wait already; {Dropped} were dropped so far.")]
    private partial void LogFull(string action, int capacity, long dropped);

    [LoggerMessage(5008, LogLevel.Error, "Notify {Action}: could not tell before the stop: {Untold}.")]
    private partial void LogUntold(string action, string untold);
}
