using System.Diagnostics;
using Gateway.Vrrp.Linux;

namespace Gateway.Hosting.Guard;

/// <summary>The thread that starts a guard and lives as long as that: the kernel tells the guard when this thread ends,
/// which when the gateway dies is long before its pipes do.</summary>
internal sealed class GuardThread
{
    private readonly TaskCompletionSource<Process> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ProcessStartInfo _start;
    private readonly Thread _thread;

    /// <summary>Starts the guard.</summary>
    public GuardThread(ProcessStartInfo start)
    {
        _start = start;
        _thread = new Thread(Run) { Name = "guard", IsBackground = true };
        _thread.Start();
    }

    /// <summary>The guard, or what the kernel refused.</summary>
    public Task<Process> Started => _started.Task;

    /// <summary>Lets the thread go. AFTER the guard has gone, which would take that for the gateway's death.</summary>
    public void End() => _thread.Interrupt();

    private void Run()
    {
        DeathNotice.PrepareParent();
        try
        {
            _started.SetResult(Process.Start(_start)!);
        }
        catch (Exception refused)
        {
            // The edge of the thread.
            _started.SetException(refused);
            return;
        }

        try
        {
            Thread.Sleep(Timeout.Infinite);
        }
        catch (ThreadInterruptedException)
        {
            // The guard has gone.
        }
    }
}
