using System.Collections.Concurrent;
using Gateway.Vrrp.Linux.Sockets;

namespace Gateway.Vrrp.Engine;

/// <summary>The way into the engine: a bounded queue from any thread to the engine thread, which sleeps on the signal.
/// When it is full a message is refused; the sender repeats itself, as trackers do, or gives up.</summary>
internal sealed class EngineInbox : IDisposable
{
    private const int Capacity = 4096;

    private readonly ConcurrentQueue<EngineMessage> _messages = new();
    private int _count;

    /// <summary>Readable when a message may wait.</summary>
    public EventSignal Signal { get; } = new();

    /// <summary>Leaves a message. Any thread.</summary>
    /// <returns>False when the inbox is full.</returns>
    public bool TryPost(EngineMessage message)
    {
        if (Interlocked.Increment(ref _count) > Capacity)
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        _messages.Enqueue(message);
        // AFTER the message: who wakes up finds it.
        Signal.Set();
        return true;
    }

    /// <summary>Takes the oldest message. Engine thread only.</summary>
    /// <returns>False when none waits.</returns>
    public bool TryTake(out EngineMessage message)
    {
        if (!_messages.TryDequeue(out message))
        {
            return false;
        }

        Interlocked.Decrement(ref _count);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => Signal.Dispose();
}
