using System.Threading.Channels;
using Gateway.Plugins;

namespace Gateway.Tests.Notify;

/// <summary>A notify action that does what a test says and keeps what it is told.</summary>
internal sealed class FakeAction(Func<int, CancellationToken, Task>? behave = null) : INotifyAction
{
    private readonly Channel<Notification> told = Channel.CreateUnbounded<Notification>();
    private int calls;
    private int atOnce;

    public int Calls => Volatile.Read(ref calls);

    /// <summary>Whether two calls ever ran at a time.</summary>
    public bool Overlapped { get; private set; }

    /// <summary>The next notification it was called with, told or not.</summary>
    public async Task<Notification> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await told.Reader.ReadAsync(patience.Token);
    }

    public async Task<string> NextWordAsync() => await NextAsync() is var news ? $"{news.Subject} {news.Kind}" : "";

    public int Waiting => told.Reader.Count;

    public void Configure(PluginContext context)
    {
    }

    public IEnumerable<SettingsProblem> Validate() => [];

    public async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        Overlapped |= Interlocked.Increment(ref atOnce) > 1;
        told.Writer.TryWrite(notification);
        try
        {
            await (behave?.Invoke(Interlocked.Increment(ref calls), cancellationToken) ?? Task.CompletedTask);
        }
        finally
        {
            Interlocked.Decrement(ref atOnce);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
