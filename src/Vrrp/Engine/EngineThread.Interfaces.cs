using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;

namespace Gateway.Vrrp.Engine;

// Interfaces and addresses: what the kernel says of them, told to the segments.
internal sealed partial class EngineThread
{
    private const int NotPolled = -1;

    private static readonly Duration RetryAfterRefusal = Duration.FromSeconds(1);

    // A kernel that does not answer a question about interfaces is asked again; the virtual routers go on meanwhile.
    private void FollowInterfaces(Instant now)
    {
        try
        {
            if (now >= _resyncAt)
            {
                _resyncAt = Instant.Never;
                Resync(now);
            }

            ReadMonitor(now);
        }
        catch (KernelException refused)
        {
            LookAgain(now, refused);
        }
    }

    private void LookAgain(Instant now, KernelException refused)
    {
        _resyncAt = now + RetryAfterRefusal;
        if (_interfaceRefusals.Count(now, out var untold))
        {
            _events.Publish(new()
            {
                Kind = VrrpEventKind.KernelRefused,
                At = now,
                Count = untold,
                Detail = refused.Message,
            });
        }
    }

    private void ReadMonitor(Instant now)
    {
        var addressesChanged = false;
        while (_monitor.TryRead(out var happened))
        {
            switch (happened.Kind)
            {
                case LinkEventKind.LinkChanged:
                    LinkChanged(now, happened.Link);
                    break;
                case LinkEventKind.LinkRemoved:
                    LinkRemoved(now, happened.InterfaceIndex);
                    break;
                case LinkEventKind.AddressRemoved:
                    AddressRemoved(now, happened.Address);
                    addressesChanged |= !happened.Address.IsTagged;
                    break;
                case LinkEventKind.AddressAdded when happened.Address.IsTagged:
                    // Our own renewals, the hot case.
                    break;
                case LinkEventKind.AddressAdded:
                    AddressAdded(now, happened.Address);
                    addressesChanged = true;
                    break;
                case LinkEventKind.Resync:
                    Resync(now);
                    break;
            }
        }

        if (addressesChanged)
        {
            ReadAddresses(now);
        }
    }

    // After lost events, and at the start: everything as it is.
    private void Resync(Instant now)
    {
        var links = _routes.DumpLinks();
        for (var i = 0; i < _segments.Length; i++)
        {
            var link = links.Find(link => link.Name == _segments[i].Port.InterfaceName);
            Attach(now, i, link);
        }

        var addresses = ReadAddresses(now);
        foreach (var segment in _segments)
        {
            segment.RestoreMissing(now, addresses);
        }
    }

    private void LinkChanged(Instant now, LinkState link)
    {
        for (var i = 0; i < _segments.Length; i++)
        {
            if (_segments[i].Port.InterfaceName == link.Name)
            {
                var isNew = _segments[i].Port.Index != link.Index;
                Attach(now, i, link);
                if (isNew)
                {
                    ReadAddresses(now);
                }
            }
            else if (_segments[i].Port.Index == link.Index)
            {
                // Renamed: the name in the configuration is nobody's now.
                Attach(now, i, default);
            }
        }
    }

    private void LinkRemoved(Instant now, int index)
    {
        for (var i = 0; i < _segments.Length; i++)
        {
            if (_segments[i].Port.Index == index)
            {
                Attach(now, i, default);
            }
        }
    }

    private void AddressAdded(Instant now, InterfaceAddress address)
    {
        foreach (var segment in _segments)
        {
            if (segment.Port.Index == address.InterfaceIndex)
            {
                segment.AddressAdded(now, address);
            }
        }
    }

    private void AddressRemoved(Instant now, InterfaceAddress address)
    {
        foreach (var segment in _segments)
        {
            if (segment.Port.Index == address.InterfaceIndex)
            {
                segment.AddressLost(now, address.Address);
            }
        }
    }

    private List<InterfaceAddress> ReadAddresses(Instant now)
    {
        var addresses = _routes.DumpAddresses();
        foreach (var segment in _segments)
        {
            try
            {
                segment.AddressesChanged(now, addresses);
            }
            catch (KernelException refused)
            {
                LookAgain(now, refused);
            }
        }

        return addresses;
    }

    // A link that is gone is the default state.
    private void Attach(Instant now, int position, LinkState link)
    {
        var segment = _segments[position];
        var opened = false;
        // Removed from the set BEFORE its socket is closed.
        if (_segmentPolls[position] != NotPolled && segment.Port.Index != link.Index)
        {
            _poll.Remove(_segmentPolls[position]);
            _segmentPolls[position] = NotPolled;
        }

        if (link.Index == 0)
        {
            segment.Port.Detach();
        }
        else
        {
            opened = TryOpen(now, segment, ref link);
        }

        if (opened && segment.Port.Descriptor is { } descriptor)
        {
            _segmentPolls[position] = _poll.Add(descriptor);
        }

        segment.LinkChanged(now, link);
        _isSnapshotStale = true;
    }

    private bool TryOpen(Instant now, Segment segment, ref LinkState link)
    {
        try
        {
            return segment.Port.Attach(link);
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
