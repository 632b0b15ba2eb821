using System.Diagnostics.CodeAnalysis;

namespace Gateway.Plugins.Loading;

/// <summary>One call of a plugin, on plugin threads from its first instruction, so that nothing it does holds up its
/// caller.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without timer and wait handle holds nothing.")]
internal sealed class PluginCall
{
    private readonly PluginThreads _threads;
    private readonly CancellationTokenSource _cancel = new();

    /// <summary>Begins a call.</summary>
    public PluginCall(PluginThreads threads, Func<CancellationToken, Task> call)
    {
        _threads = threads;
        Result = _threads.RunAsync(async () =>
        {
            await call(_cancel.Token);
            return true;
        });
    }

    /// <summary>Ends with the call.</summary>
    public Task Result { get; }

    /// <summary>Asks the call to end. Cancelling calls the plugin's own code, so that is done on a plugin thread
    /// too.</summary>
    /// <returns>Ends when nothing of this call is left on any thread; never fails.</returns>
    public async Task CancelAsync()
    {
        var cancelling = _threads.RunAsync(() => Task.FromResult(CancelNow()));
        await Task.WhenAll(Result, cancelling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool CancelNow()
    {
        _cancel.Cancel();
        return true;
    }
}
