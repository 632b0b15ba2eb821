using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;
using Gateway.Vrrp.Packets;
using Lab.Observers;

namespace Lab.Kernel;

/// <summary>Waits for what shall happen, and no longer than that; never for a time to pass.</summary>
internal static class Listening
{
    /// <summary>Generous: reached only by a failing test.</summary>
    public static readonly Duration Patience = Duration.FromSeconds(10);

    /// <summary>Returns as soon as something holds that no descriptor tells.</summary>
    public static void Await(string what, Func<bool> holds) => Await(what, Patience.ToTimeSpan(), holds);

    /// <summary>The same, with a limit of its own.</summary>
    public static void Await(string what, TimeSpan limit, Func<bool> holds)
    {
        var end = LabClock.Now + limit;
        while (!holds())
        {
            Assert.True(LabClock.Now < end, $"Not within {limit}: {what}.");
            Thread.Sleep(5);
        }
    }

    /// <summary>The first event that fits; the others before it are dropped.</summary>
    public static LinkEvent Await(this LinkMonitor monitor, Func<LinkEvent, bool> fits)
    {
        var deadline = MonotonicClock.Now + Patience;
        do
        {
            while (monitor.TryRead(out var happened))
            {
                if (fits(happened))
                {
                    return happened;
                }
            }
        }
        while (IsReadable(monitor.Descriptor, deadline));
        throw new TimeoutException("The event did not come.");
    }

    /// <summary>The interface as soon as it can send.</summary>
    public static LinkState AwaitUsable(this LinkMonitor monitor, string name)
    {
        using var route = new RouteClient();
        LinkState link;
        while (!route.TryGetLink(name, out link) || !link.IsUsable)
        {
            _ = monitor.Await(_ => true);
        }

        return link;
    }

    /// <summary>All events that have happened so far, except those of interfaces: the kernel tells their state more
    /// than once, when it comes to it.</summary>
    public static List<LinkEvent> DrainAddresses(this LinkMonitor monitor) =>
        monitor.Drain().FindAll(e => e.Kind != LinkEventKind.LinkChanged);

    /// <summary>All events that have happened so far.</summary>
    public static List<LinkEvent> Drain(this LinkMonitor monitor)
    {
        var events = new List<LinkEvent>();
        while (monitor.TryRead(out var happened))
        {
            events.Add(happened);
        }

        return events;
    }

    /// <summary>The next packet, IP header included.</summary>
    public static byte[] Await(this VrrpSocket4 socket) => Await(socket.TryReceive, socket.Descriptor);

    /// <summary>The next packet, IP header included, or the next frame.</summary>
    public static byte[] Await(this TapSocket socket) => Await(socket.TryReceive, socket.Descriptor);

    /// <summary>The next packet.</summary>
    public static ReceivedDatagram Await(this VrrpSocket6 socket)
    {
        var buffer = new byte[2048];
        VrrpDatagram datagram;
        var deadline = MonotonicClock.Now + Patience;
        while (!socket.TryReceive(buffer, out datagram))
        {
            Assert.True(IsReadable(socket.Descriptor, deadline), "The packet did not come.");
        }

        return new(datagram.Source, datagram.Destination, datagram.HopLimit, datagram.Message.ToArray());
    }

    /// <summary>The next packet, sent anew each second until it comes: the kernel asks for a neighbour three times and
    /// then drops what waits for it, and a namespace answers late while others are taken down.</summary>
    public static ReceivedDatagram Await(this VrrpSocket6 socket, Action send)
    {
        var deadline = MonotonicClock.Now + Patience;
        do
        {
            send();
        }
        while (!IsReadable(socket.Descriptor, MonotonicClock.Now + Duration.FromSeconds(1))
            && MonotonicClock.Now < deadline);

        return socket.Await();
    }

    private static byte[] Await(Func<Span<byte>, int> tryReceive, FileDescriptor descriptor)
    {
        var buffer = new byte[2048];
        int length;
        var deadline = MonotonicClock.Now + Patience;
        while ((length = tryReceive(buffer)) == 0)
        {
            Assert.True(IsReadable(descriptor, deadline), "The packet did not come.");
        }

        return buffer[..length];
    }

    private static bool IsReadable(FileDescriptor descriptor, Instant deadline)
    {
        var loop = new PollLoop();
        _ = loop.Add(descriptor);
        return loop.Wait(deadline);
    }
}
