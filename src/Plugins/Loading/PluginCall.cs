using System.Diagnostics.CodeAnalysis;

namespace Gateway.Plugins.Loading;

/// <summary>One call of a plugin, on plugin threads from its first instruction, so that nothing it does holds up its
/// caller.</summary>
/// <typeparam name="T">What it returns.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "A token source without timer and wait handle holds nothing.")]
internal sealed class PluginCall<T>
{
    private readonly PluginThreads _threads;
    private readonly CancellationTokenSource _cancel = new();
    private Task _cancelling = Task.CompletedTask;

    /// <summary>Begins a call.</summary>
    public PluginCall(PluginThreads threads, Func<CancellationToken, Task<T>> call)
    {
        _threads = threads;
        Result = _threads.RunAsync(() => call(_cancel.Token));
    }

    /// <summary>Ends with the call.</summary>
    public Task<T> Result { get; }

    /// <summary>Whether nothing of this call is left on any thread.</summary>
    public bool IsOver => Result.IsCompleted && _cancelling.IsCompleted;

    /// <summary>Asks the call to end. Cancelling calls the plugin's own code, so that is done on a plugin thread
    /// too.</summary>
    /// <returns>Ends when the call <see cref="IsOver"/>; never fails.</returns>
    public async Task CancelAsync()
    {
        _cancelling = _threads.RunAsync(() => Task.FromResult(CancelNow()));
        await Task.WhenAll(Result, _cancelling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool CancelNow()
    {
        _cancel.Cancel();
        return true;
    }
}
