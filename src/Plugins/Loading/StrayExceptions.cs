using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Plugins.Loading;

/// <summary>Contains what a plugin throws where nobody waits for it: on a thread or a timer of its own, or out of an
/// <c>async void</c> method. It would end the process, and on both machines alike.</summary>
/// <remarks>The runtime takes one handler in the life of a process. What is not a plugin's still ends it: half a
/// gateway must not hold an address.</remarks>
internal static partial class StrayExceptions
{
    private static volatile ILogger _logger = NullLogger.Instance;
    private static bool _isContained;

    /// <summary>Begins; when it has begun already, another log hears of them from here on.</summary>
    public static void Contain(ILogger logger)
    {
        _logger = logger;
        if (!Interlocked.Exchange(ref _isContained, true))
        {
            ExceptionHandling.SetUnhandledExceptionHandler(IsOfPlugin);
        }
    }

    private static bool IsOfPlugin(Exception stray)
    {
        if (PluginOf(stray) is not { } plugin)
        {
            return false;
        }

        LogStray(_logger, plugin, $"{stray.GetType().Name}: {stray.Message}");
        return true;
    }

    /// <summary>The plugin whose code it came through; null when there is none.</summary>
    private static string? PluginOf(Exception stray) => new StackTrace(stray).GetFrames()
        .Select(frame => frame.GetMethod()?.Module.Assembly)
        .OfType<Assembly>()
        .Select(AssemblyLoadContext.GetLoadContext)
        .OfType<PluginLoadContext>()
        .FirstOrDefault()?.Name;

    [LoggerMessage(EventId = 3012, Level = LogLevel.Error,
        Message = "Plugin {Plugin} has thrown where nobody waits for it, on a thread or timer of its own or in an "
            + "async void method: {Error}. What it did there has ended; everything else goes on")]
    private static partial void LogStray(ILogger logger, string plugin, string error);
}
