using System.Runtime.InteropServices;
using Gateway.Cli;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Linux;

namespace Gateway.Hosting.Guard;

/// <summary>The guard: a child of the gateway that sleeps on a pipe. When the gateway dies, however it does, the kernel
/// tells the guard, which says farewell for what the gateway owned, removes its addresses and ends, too. It owns
/// nothing and decides nothing: without it a failover after a crash is only slower.</summary>
internal static class GuardProgram
{
    /// <summary>The only argument. Not a command for people.</summary>
    public const string Argument = "guard";

    /// <summary>Runs until the gateway is dead, or ends the input.</summary>
    public static int Run(TextWriter error)
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

        return will.Length == 0 ? ExitCode.Ok : CarryOut(will, error);
    }

    private static int CarryOut(Farewell[] farewells, TextWriter error)
    {
        var refused = LastWill.CarryOut(farewells);
        error.WriteLine($"gateway guard: the gateway died; removed {farewells.Sum(one => one.Addresses.Length)} "
            + $"virtual address(es) and resigned for it. {string.Join(' ', refused)}".TrimEnd());
        return refused.IsEmpty ? ExitCode.Ok : ExitCode.Failure;
    }
}
