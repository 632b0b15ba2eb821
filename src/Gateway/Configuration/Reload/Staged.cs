using System.Collections.Immutable;
using Gateway.Configuration.Building;
using Gateway.Plugins.Loading;
using Gateway.Vrrp.Config;

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
    private readonly ImmutableArray<ConfigError>.Builder _errors = ImmutableArray.CreateBuilder<ConfigError>();
    private bool _isCommitted;

    /// <summary>What is to run, in order.</summary>
    public ImmutableArray<T> Next => _next.ToImmutable();

    /// <summary>Why it cannot run; with any, nothing is to be committed.</summary>
    public ImmutableArray<ConfigError> Errors => _errors.ToImmutable();

    /// <summary>Adds one.</summary>
    public void Add(T item) => _next.Add(item);

    /// <summary>Adds one that is being made, or what is wrong with its plugin.</summary>
    /// <param name="owner">Where it stands in the file: <c>HealthChecks:uplink</c>.</param>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="making">The one.</param>
    public async Task AddAsync(string owner, string plugin, Task<T> making)
    {
        try
        {
            Add(await making);
        }
        catch (PluginException wrong)
        {
            _errors.AddRange(wrong.Problems.Select(problem => PluginProblem.At(owner, plugin, problem)));
        }
    }

    /// <summary>What is new stays.</summary>
    public void Commit() => _isCommitted = true;

    /// <summary>Ends what is not wanted, each in the time that its own dispose allows itself.</summary>
    public async ValueTask DisposeAsync()
    {
        var unwanted = _isCommitted ? running.Except(_next) : _next.Except(running);
        await Task.WhenAll(unwanted.Select(item => pluginOf(item).DisposeAsync().AsTask()));
    }
}
