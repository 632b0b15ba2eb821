using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Sockets;

namespace Lab.Kernel;

public sealed class PollLoopTests
{
    [Fact]
    public void Deadline_in_the_past_only_looks()
    {
        using var signal = new EventSignal();
        var loop = new PollLoop();
        var index = loop.Add(signal.Descriptor);

        Assert.False(loop.Wait(default));
        Assert.False(loop.IsReadable(index));
    }

    [Fact]
    public void Wait_ends_at_the_deadline_and_not_before()
    {
        var loop = new PollLoop();
        var deadline = MonotonicClock.Now + Duration.FromMilliseconds(20);

        Assert.False(loop.Wait(deadline));

        Assert.True(MonotonicClock.Now >= deadline);
    }

    [Fact]
    public void Signal_of_another_thread_wakes_a_sleeper_without_deadline()
    {
        using var signal = new EventSignal();
        var loop = new PollLoop();
        var index = loop.Add(signal.Descriptor);
        var thread = new Thread(signal.Set);
        thread.Start();

        Assert.True(loop.Wait(Instant.Never));

        Assert.True(loop.IsReadable(index));
        thread.Join();
    }

    [Fact]
    public void Signal_stays_until_cleared_and_clears_at_once()
    {
        using var signal = new EventSignal();
        var loop = new PollLoop();
        _ = loop.Add(signal.Descriptor);

        signal.Set();
        signal.Set();
        Assert.True(loop.Wait(default));
        Assert.True(loop.Wait(default));
        signal.Clear();
        signal.Clear();

        Assert.False(loop.Wait(default));
    }

    [Fact]
    public void Signal_after_dispose_does_nothing()
    {
        var signal = new EventSignal();
        signal.Dispose();

        signal.Set();

        Assert.True(signal.Descriptor.IsClosed);
    }

    [Fact]
    public void Removed_descriptors_wake_nobody_and_their_index_is_used_again()
    {
        using var first = new EventSignal();
        using var second = new EventSignal();
        var loop = new PollLoop();
        var index = loop.Add(first.Descriptor);
        first.Set();

        loop.Remove(index);

        Assert.False(loop.Wait(default));
        Assert.Equal(index, loop.Add(second.Descriptor));
        Assert.False(loop.Wait(default));
        second.Set();
        Assert.True(loop.Wait(default));
        Assert.True(loop.IsReadable(index));
    }

    [Fact]
    public void Loop_takes_more_descriptors_than_it_starts_with()
    {
        var signals = Enumerable.Range(0, 20).Select(_ => new EventSignal()).ToList();
        var loop = new PollLoop();
        var indexes = signals.ConvertAll(s => loop.Add(s.Descriptor));

        signals[17].Set();

        Assert.True(loop.Wait(Instant.Never));
        Assert.Equal([17], indexes.Where(loop.IsReadable));
        signals.ForEach(s => s.Dispose());
    }
}
