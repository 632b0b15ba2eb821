using System.Diagnostics;
using Gateway.Observability;

namespace Gateway.Hosting.Guard;

/// <summary>One running guard.</summary>
internal sealed class GuardProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly GuardThread _thread;

    private GuardProcess(Process process, GuardThread thread) => (_process, _thread) = (process, thread);

    /// <summary>Starts one: this program, with other arguments.</summary>
    /// <param name="log">How it logs.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The kernel refuses.</exception>
    public static async Task<GuardProcess> StartAsync(LogSettings log)
    {
        var thread = new GuardThread(StartInfo(log));
        return new(await thread.Started, thread);
    }

    /// <summary>Tells it all that is to be done, instead of what it was told before.</summary>
    /// <exception cref="IOException">It has ended.</exception>
    public async Task TellAsync(string will, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(will.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <summary>Returns when it has ended.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Lets it end with nothing to do. One that does not is killed: it must not act on what it was told
    /// before.</summary>
    public void Dispose()
    {
        try
        {
            // AFTER the last line, which says that nothing is left to do.
            _process.StandardInput.Close();
            if (!_process.WaitForExit(Patience))
            {
                _process.Kill();
            }
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // It has ended already.
        }

        _process.Dispose();
        _thread.End();
    }

    // The same program: its own executable, or the host with the program's DLL.
    private static ProcessStartInfo StartInfo(LogSettings log)
    {
        var self = Environment.ProcessPath!;
        var start = new ProcessStartInfo(self) { RedirectStandardInput = true, WorkingDirectory = "/" };
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
        {
            start.ArgumentList.Add(typeof(GuardProcess).Assembly.Location);
        }

        foreach (var argument in GuardProgram.ArgumentsOf(log))
        {
            start.ArgumentList.Add(argument);
        }

        // It sleeps all its life: no thread and no memory for running faster.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }
}
