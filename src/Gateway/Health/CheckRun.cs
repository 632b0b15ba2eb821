using System.Diagnostics.CodeAnalysis;
using Gateway.Plugins;
using Gateway.Plugins.Loading;

namespace Gateway.Health;

/// <summary>One run of a check, on plugin threads from its first instruction, so that nothing it does holds up its
/// caller.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without timer and wait handle holds nothing.")]
internal sealed class CheckRun
{
    private readonly PluginThreads _threads;
    private readonly CancellationTokenSource _cancel = new();
    private Task _cancelling = Task.CompletedTask;

    private CheckRun(IHealthCheck check, PluginThreads threads)
    {
        _threads = threads;
        Result = _threads.RunAsync(() => check.CheckAsync(_cancel.Token));
    }

    /// <summary>Ends with the run.</summary>
    public Task<HealthResult> Result { get; }

    /// <summary>Whether nothing of this run is left on any thread.</summary>
    public bool IsOver => Result.IsCompleted && _cancelling.IsCompleted;

    /// <summary>Begins a run.</summary>
    public static CheckRun Start(IHealthCheck check, PluginThreads threads) => new(check, threads);

    /// <summary>Asks the run to end. Cancelling calls the check's own code, so that is done on a plugin thread
    /// too.</summary>
    public void Cancel() => _cancelling = _threads.RunAsync(() => Task.FromResult(CancelNow()));

    /// <summary>Waits a little for a cancelled run to end.</summary>
    public async Task EndAsync(TimeSpan grace, TimeProvider time)
    {
        Cancel();
        await Task.WhenAll(Result, _cancelling)
            .WaitAsync(grace, time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool CancelNow()
    {
        _cancel.Cancel();
        return true;
    }
}
