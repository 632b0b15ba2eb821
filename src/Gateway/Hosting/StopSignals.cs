using System.Runtime.InteropServices;

namespace Gateway.Hosting;

/// <summary>What the kernel tells the process to do, beside the SIGTERM and SIGINT of the command line.</summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>SIGUSR2: stop, and leave the addresses to the next process on this machine. The number is the same on
    /// every architecture that .NET runs on.</summary>
    public const PosixSignal Keep = (PosixSignal)12;

    private readonly TaskCompletionSource _keep = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration _registration;

    /// <summary>Listens from now on.</summary>
    public StopSignals() => _registration = PosixSignalRegistration.Create(Keep, signal =>
    {
        signal.Cancel = true;
        _keep.TrySetResult();
    });

    /// <summary>Ends when the process is to stop and to leave the addresses.</summary>
    public Task KeepAsked => _keep.Task;

    /// <inheritdoc/>
    public void Dispose() => _registration.Dispose();
}
