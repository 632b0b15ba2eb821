using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Tests.Events;

public sealed class EventRingTests
{
    [Fact]
    public void Events_come_out_in_order_round_after_round()
    {
        var ring = new EventRing(4, () => { });
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < 3; i++)
            {
                ring.Publish(Numbered(round * 3 + i));
            }

            for (var i = 0; i < 3; i++)
            {
                Assert.True(ring.TryRead(out var vrrpEvent));
                Assert.Equal(round * 3 + i, vrrpEvent.Count);
            }

            Assert.False(ring.TryRead(out _));
        }

        Assert.Equal(0, ring.Lost);
    }

    [Fact]
    public void A_full_ring_loses_the_newest_and_counts_it()
    {
        var ring = new EventRing(4, () => { });
        for (var i = 0; i < 7; i++)
        {
            ring.Publish(Numbered(i));
        }

        Assert.Equal(3, ring.Lost);
        Assert.True(ring.TryRead(out var first));
        Assert.Equal(0, first.Count);
        ring.Publish(Numbered(7));
        Assert.Equal(3, ring.Lost);
        Assert.Equal([1, 2, 3, 7], ReadAll(ring));
    }

    [Fact]
    public void The_reader_is_woken_once_the_event_is_there()
    {
        var woken = 0;
        EventRing? ring = null;
        ring = new EventRing(2, () =>
        {
            woken++;
            Assert.True(ring!.TryRead(out _));
        });

        ring.Publish(Numbered(1));
        ring.Publish(Numbered(2));

        Assert.Equal(2, woken);
    }

    [Fact]
    public void Nobody_is_woken_for_an_event_that_is_lost()
    {
        var woken = 0;
        var ring = new EventRing(1, () => woken++);

        ring.Publish(Numbered(1));
        ring.Publish(Numbered(2));

        Assert.Equal(1, woken);
    }

    [Fact]
    public void One_writer_and_one_reader_at_full_speed_keep_order_and_account_for_every_event()
    {
        const int Total = 500_000;
        var ring = new EventRing(64, () => { });
        var writing = true;
        var writer = new Thread(() =>
        {
            for (var i = 0; i < Total; i++)
            {
                // Fields far apart in the struct carry the same number: a torn event would show.
                ring.Publish(new() { Kind = VrrpEventKind.LeftoverRemoved, At = new(i), Count = i });
                if (i % 100 == 0)
                {
                    Thread.SpinWait(200);
                }
            }

            Volatile.Write(ref writing, false);
        });
        writer.Start();

        var read = 0L;
        var last = -1L;
        var deliveredAll = false;
        while (!deliveredAll)
        {
            deliveredAll = !Volatile.Read(ref writing);
            while (ring.TryRead(out var vrrpEvent))
            {
                Assert.True(vrrpEvent.Count > last, $"{vrrpEvent.Count} came after {last}.");
                Assert.Equal(new Instant(vrrpEvent.Count), vrrpEvent.At);
                Assert.Equal(VrrpEventKind.LeftoverRemoved, vrrpEvent.Kind);
                last = vrrpEvent.Count;
                read++;
            }
        }

        writer.Join();
        Assert.Equal(Total, read + ring.Lost);
        Assert.True(read > 64, $"Only {read} events were read: nothing ran at the same time.");
    }

    private static VrrpEvent Numbered(long number) =>
        new() { Kind = VrrpEventKind.AdvertisementsDropped, Count = number };

    private static List<long> ReadAll(EventRing ring)
    {
        var all = new List<long>();
        while (ring.TryRead(out var vrrpEvent))
        {
            all.Add(vrrpEvent.Count);
        }

        return all;
    }
}
