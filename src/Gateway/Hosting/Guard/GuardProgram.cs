using System.Runtime.InteropServices;
using Gateway.Cli;
using Gateway.Observability;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Linux;

namespace Gateway.Hosting.Guard;

/// <summary>The guard: a child of the gateway that sleeps on a pipe. When the gateway dies, however it does, the kernel
/// tells the guard, which says farewell for what the gateway owned, removes its addresses and ends, too. It owns
/// nothing and decides nothing: without it a failover after a crash is only slower.</summary>
internal static partial class GuardProgram
{
    /// <summary>The first argument; how the gateway logs follows. Not a command for people.</summary>
    public const string Argument = "guard";

    /// <summary>The arguments of a guard that logs as the gateway does.</summary>
    public static IReadOnlyList<string> ArgumentsOf(LogSettings log) =>
        [Argument, log.Format.ToString(), log.Level.ToString()];

    /// <summary>Runs until the gateway is dead, or ends the input.</summary>
    /// <param name="format">How it logs: a <see cref="LogFormat"/>.</param>
    /// <param name="level">From which <see cref="LogLevel"/> on.</param>
    public static int Run(string format, string level)
    {
        // Signals to the whole group (Ctrl+C, systemd's stop) are the gateway's business: its end is ours.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        using var keep = PosixSignalRegistration.Create(StopSignals.Keep, signal => signal.Cancel = true);
        LastWill.Rehearse();
        using var gateway = new ParentWatch();
        Farewell[] will = [];
        while (gateway.ReadLine() is { } line)
        {
            if (!GuardWire.TryRead(line, out will))
            {
                // The gateway died while it wrote: what it owned then, its lease ends.
                return ExitCode.Failure;
            }
        }

        return will.Length == 0
            ? ExitCode.Ok
            : CarryOut(will, new(Enum.Parse<LogFormat>(format), Enum.Parse<LogLevel>(level)));
    }

    // The log AFTER the will, for which the peers wait.
    private static int CarryOut(Farewell[] farewells, LogSettings log)
    {
        var refused = LastWill.CarryOut(farewells);
        using var loggers = ProcessLog.Create(log);
        var logger = loggers.CreateLogger(typeof(GuardProgram).FullName!);
        GatewayDied(logger, farewells.Sum(one => one.Addresses.Length));
        foreach (var sentence in refused)
        {
            Refused(logger, sentence);
        }

        return refused.IsEmpty ? ExitCode.Ok : ExitCode.Failure;
    }

    [LoggerMessage(112, LogLevel.Warning,
        "gateway guard: the gateway died; removed {Addresses} virtual address(es) and resigned for it.")]
    private static partial void GatewayDied(ILogger logger, int addresses);

    [LoggerMessage(113, LogLevel.Error, "gateway guard: {Why} What is left of it ends with its lease.")]
    private static partial void Refused(ILogger logger, string why);
}
