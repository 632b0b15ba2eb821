using System.Diagnostics.CodeAnalysis;
using Gateway.Observability;
using Gateway.Plugins;
using Gateway.Proxy;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>The log of the process, and what it says about its own life.</summary>
internal static partial class ProcessLog
{
    /// <summary>One line an event on standard output, with the time to the millisecond; in systemd's journal with the
    /// priority instead.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The loggers own both.")]
    public static CalmLoggers Create(LogSettings settings)
    {
        var levels = new LogLevels(settings.Level, TimeProvider.System);
        var formatter = settings.Format == LogFormat.Json ? JsonFormatter.FormatterName : LineFormatter.FormatterName;
        var loggers = LoggerFactory.Create(logging => logging
            .AddProxyFilters()
            .AddConsole(console => console.FormatterName = formatter)
            .AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>()
            .AddConsoleFormatter<JsonFormatter, ConsoleFormatterOptions>()
            .Services.AddSingleton(TimeProvider.System).AddSingleton(JournalPrefix.OfProcess)
            .AddSingleton<IConfigureOptions<LoggerFilterOptions>>(levels)
            .AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(levels));
        return new CalmLoggers(loggers, TimeProvider.System, levels);
    }

    [LoggerMessage(100, LogLevel.Information, "Gateway {Version} starts as node {Node}.")]
    public static partial void Starting(this ILogger logger, string version, string node);

    [LoggerMessage(101, LogLevel.Information, "Gateway is up: {Routers} virtual router(s), {Checks} health check(s).")]
    public static partial void Started(this ILogger logger, int routers, int checks);

    [LoggerMessage(102, LogLevel.Critical, "Gateway cannot start: {Why}")]
    public static partial void CannotStart(this ILogger logger, string why);

    [LoggerMessage(103, LogLevel.Information,
        "Gateway was asked to stop: virtual addresses ({Addresses}) first, then the proxy.")]
    public static partial void Stopping(this ILogger logger, int addresses);

    [LoggerMessage(107, LogLevel.Information,
        "Gateway was asked (SIGUSR2) to stop and to leave the virtual addresses ({Addresses}) to the next gateway on "
        + "this machine: the proxy first, then the engine.")]
    public static partial void StoppingKeeping(this ILogger logger, int addresses);

    [LoggerMessage(104, LogLevel.Critical, "Gateway stops because {Part} ended: {Why}")]
    public static partial void PartEnded(this ILogger logger, string part, string why);

    [LoggerMessage(105, LogLevel.Warning, "{Part} did not stop within {Deadline}.")]
    public static partial void StillRunning(this ILogger logger, string part, Seconds deadline);

    [LoggerMessage(106, LogLevel.Information, "Gateway has stopped.")]
    public static partial void Stopped(this ILogger logger);
}
