using System.Collections.Immutable;

namespace Gateway.Configuration.Reload;

/// <summary>What is to run, made BEFORE anything changes: some of it runs already, the rest is new. Disposed, it ends
/// what is not wanted: the new ones, or after <see cref="Commit"/> those that ran and are not in it.</summary>
/// <typeparam name="T">A check or action with its plugin; equal when it is the same plugin's object under the same
/// rules.</typeparam>
/// <param name="running">What runs.</param>
/// <param name="pluginOf">What is to be disposed of each.</param>
internal sealed class Staged<T>(ImmutableArray<T> running, Func<T, IAsyncDisposable> pluginOf) : IAsyncDisposable
{
    private readonly ImmutableArray<T>.Builder _next = ImmutableArray.CreateBuilder<T>();
    private bool _isCommitted;

    /// <summary>What is to run, in order.</summary>
    public ImmutableArray<T> Next => _next.ToImmutable();

    /// <summary>Adds one.</summary>
    public void Add(T item) => _next.Add(item);

    /// <summary>What is new stays.</summary>
    public void Commit() => _isCommitted = true;

    /// <summary>Ends what is not wanted, each in the time that its own dispose allows itself.</summary>
    public async ValueTask DisposeAsync()
    {
        var unwanted = _isCommitted ? running.Except(_next) : _next.Except(running);
        await Task.WhenAll(unwanted.Select(item => pluginOf(item).DisposeAsync().AsTask()));
    }
}
