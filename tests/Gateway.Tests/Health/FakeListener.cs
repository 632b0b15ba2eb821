using System.Collections.Concurrent;
using System.Threading.Channels;
using Gateway.Health;
using Shared;

namespace Gateway.Tests.Health;

/// <summary>Keeps the words of each check, in order, with the moment each came.</summary>
internal sealed class FakeListener(FakeTime time) : IHealthListener
{
    private readonly ConcurrentDictionary<string, Channel<(HealthWord, TimeSpan)>> words = new();

    /// <summary>The checks that are no more, in order.</summary>
    public ConcurrentQueue<string> Gone { get; } = new();

    public void OnGone(string check) => Gone.Enqueue(check);

    public void OnWord(in HealthWord word) => Of(word.Check).Writer.TryWrite((word, time.Now));

    /// <summary>The next word of a check; a test that waits in vain fails by its timeout.</summary>
    public async Task<(HealthWord Word, TimeSpan At)> NextAsync(string check)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await Of(check).Reader.ReadAsync(patience.Token);
    }

    public int Waiting(string check) => Of(check).Reader.Count;

    private Channel<(HealthWord, TimeSpan)> Of(string check) =>
        words.GetOrAdd(check, _ => Channel.CreateUnbounded<(HealthWord, TimeSpan)>());
}
