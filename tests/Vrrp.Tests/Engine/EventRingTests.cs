using Gateway.Vrrp.Events;

namespace Vrrp.Tests.Engine;

public sealed class EventRingTests
{
    [Fact]
    public void Events_come_out_in_order()
    {
        var ring = new EventRing(8, () => { });
        for (var i = 0; i < 5; i++)
        {
            ring.Publish(Numbered(i));
        }

        Assert.Equal([0, 1, 2, 3, 4], Read(ring));
        Assert.False(ring.TryRead(out _));
    }

    [Fact]
    public void A_full_ring_loses_the_newest_and_counts()
    {
        var ring = new EventRing(4, () => { });
        for (var i = 0; i < 7; i++)
        {
            ring.Publish(Numbered(i));
        }

        Assert.Equal(3, ring.Lost);
        Assert.Equal([0, 1, 2, 3], Read(ring));
    }

    [Fact]
    public void One_writer_and_one_reader_need_no_lock()
    {
        const int Events = 200_000;
        var ring = new EventRing(64, () => { });
        var read = new List<long>();
        var reader = new Thread(() =>
        {
            while (read.Count == 0 || read[^1] != Events)
            {
                if (ring.TryRead(out var vrrpEvent))
                {
                    read.Add(vrrpEvent.Count);
                }
            }
        });
        reader.Start();
        for (var i = 0; i < Events; i++)
        {
            ring.Publish(Numbered(i));
        }

        // The last one must get in, for the reader waits for it.
        long lost;
        do
        {
            lost = ring.Lost;
            ring.Publish(Numbered(Events));
        }
        while (ring.Lost != lost);

        reader.Join();
        Assert.Equal(read.Order(), read);
        Assert.Equal(read.Distinct().Count(), read.Count);
    }

    private static VrrpEvent Numbered(long number) =>
        new() { Kind = VrrpEventKind.AdvertisementsDropped, Count = number };

    private static List<long> Read(EventRing ring)
    {
        var numbers = new List<long>();
        while (ring.TryRead(out var vrrpEvent))
        {
            numbers.Add(vrrpEvent.Count);
        }

        return numbers;
    }
}
