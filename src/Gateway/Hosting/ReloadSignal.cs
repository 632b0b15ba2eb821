using System.Runtime.InteropServices;

namespace Gateway.Hosting;

/// <summary>SIGHUP: read the configuration again, also where nothing seems to have changed.</summary>
internal sealed class ReloadSignal : IDisposable
{
    private readonly PosixSignalRegistration _registration;

    /// <summary>Listens from now on.</summary>
    /// <param name="asked">Called for each signal; must not block.</param>
    public ReloadSignal(Action asked) => _registration = PosixSignalRegistration.Create(
        PosixSignal.SIGHUP,
        signal =>
        {
            signal.Cancel = true;
            asked();
        });

    /// <inheritdoc/>
    public void Dispose() => _registration.Dispose();
}
