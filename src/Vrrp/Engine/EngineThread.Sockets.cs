using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;

namespace Gateway.Vrrp.Engine;

// The sockets of an interface: opened when it appears, closed when it is gone, polled in between.
internal sealed partial class EngineThread
{
    private const int NotPolled = -1;

    // A link that is gone is the default state.
    private void AttachAll(Instant now, string name, LinkState link)
    {
        foreach (var segment in _segments)
        {
            if (segment.Port.InterfaceName == name)
            {
                Attach(now, segment, link);
            }
        }

        foreach (var taps in _taps)
        {
            if (taps.InterfaceName == name)
            {
                Attach(now, taps, link);
            }
        }
    }

    private void Attach(Instant now, Segment segment, LinkState link)
    {
        if (segment.Port.Index != link.Index)
        {
            Detach(segment);
        }

        if (link.Index != 0
            && TryAttach(now, () => segment.Port.Attach(link), ref link)
            && segment.Port.Descriptor is { } descriptor)
        {
            segment.Poll = _poll.Add(descriptor);
        }

        // BEFORE the routers hear that the link is good: they may take over at once.
        AttachVirtualMacs(now, segment, link);
        segment.LinkChanged(now, link);
        _isSnapshotStale = true;
    }

    // Removed from the set BEFORE its socket is closed.
    private void Detach(Segment segment)
    {
        if (segment.Poll != NotPolled)
        {
            _poll.Remove(segment.Poll);
            segment.Poll = NotPolled;
        }

        segment.Port.Detach();
    }

    private void Attach(Instant now, InterfaceTaps taps, LinkState link)
    {
        if (link.Index == 0 || taps.IsOn(link))
        {
            DetachUnless(taps, link.Index != 0);
            return;
        }

        DetachUnless(taps, false);
        if (TryAttach(now, () => taps.Attach(link), ref link))
        {
            taps.Polls = (_poll.Add(taps.Witness!.Descriptor), _poll.Add(taps.Neighbors!.Descriptor));
        }
    }

    private void DetachUnless(InterfaceTaps taps, bool stays)
    {
        if (!stays && taps.Polls.Witness != NotPolled)
        {
            _poll.Remove(taps.Polls.Witness);
            _poll.Remove(taps.Polls.Neighbors);
            taps.Polls = (NotPolled, NotPolled);
            taps.Dispose();
        }
    }

    private bool TryAttach(Instant now, Func<bool> attach, ref LinkState link)
    {
        try
        {
            return attach();
        }
        catch (KernelException refused)
        {
            // It went away, or was made anew, between the event and this call: absent until looked at again.
            LookAgain(now, refused);
            link = default;
            return false;
        }
    }
}
