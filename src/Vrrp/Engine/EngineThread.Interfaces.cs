using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;

namespace Gateway.Vrrp.Engine;

// Interfaces and addresses: what the kernel says of them, told to the segments.
internal sealed partial class EngineThread
{
    private static readonly Duration RetryAfterRefusal = Duration.FromSeconds(1);
    private static readonly Duration ForEver = Duration.FromSeconds(3600L * 24 * 365 * 100);

    private RepeatGate _foreign;

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
        Tell(now, ref _interfaceRefusals, refused);
    }

    private void Tell(Instant now, ref RepeatGate gate, KernelException refused)
    {
        if (gate.Count(now, out var untold))
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
        _sockets.Interfaces.Replace(_sockets.Routes.DumpLinks());
        foreach (var segment in _segments)
        {
            Attach(now, segment, _sockets.Interfaces[segment.Port.InterfaceName]);
        }

        foreach (var taps in _taps)
        {
            Attach(now, taps, _sockets.Interfaces[taps.InterfaceName]);
        }

        FeedInterfaceTrackers(now);
        ProtectSecondaries(now);
        RestoreMissing(now, ReadAddresses(now));
    }

    private void LinkChanged(Instant now, LinkState link)
    {
        var isNew = _sockets.Interfaces[link.Name].Index != link.Index;
        var oldName = _sockets.Interfaces.NameOf(link.Index);
        _sockets.Interfaces.Set(link);
        if (oldName is not null && oldName != link.Name)
        {
            // Renamed: the name in the configuration is nobody's now.
            AttachAll(now, oldName, default);
        }

        AttachAll(now, link.Name, link);
        FeedInterfaceTrackers(now);
        if (isNew)
        {
            ProtectSecondaries(now);
            ReadAddresses(now);
        }
    }

    private void LinkRemoved(Instant now, int index)
    {
        if (_sockets.Interfaces.NameOf(index) is { } name)
        {
            _sockets.Interfaces.Remove(index);
            AttachAll(now, name, default);
            FeedInterfaceTrackers(now);
        }
    }

    // "interface:eth1" in Track: the kernel's word needs no lease.
    private void FeedInterfaceTrackers(Instant now)
    {
        for (var i = 0; i < _config.Trackers.Length; i++)
        {
            if (InterfaceTracker.InterfaceOf(_config.Trackers[i]) is { } name)
            {
                var word = Demotion.Of(_sockets.Interfaces[name].IsUsable);
                if (_trackers.Set(now, i, word, ForEver))
                {
                    TrackerChanged(now, i, word, null);
                }
            }
        }
    }

    // A virtual address of ours that somebody else put on the interface is removed, whatever our state: a second owner
    // while Backup, and while Master a twin that would stay behind. Untagged, it is ours only where the kernel keeps no
    // tags, and then by its form.
    private void AddressAdded(Instant now, InterfaceAddress address)
    {
        if (address.IsTagged || address.IsOfOurForm || !IsOurs(address))
        {
            return;
        }

        _ = _sockets.Routes.TryRemove(address.InterfaceIndex, address.Address, out _);
        if (_foreign.Count(now, out var untold))
        {
            _events.Publish(new()
            {
                Kind = VrrpEventKind.ForeignAddressRemoved,
                At = now,
                Address = address.Address,
                Count = untold,
                Detail = _sockets.Interfaces.NameOf(address.InterfaceIndex),
            });
        }
    }

    private void AddressRemoved(Instant now, InterfaceAddress address)
    {
        if (_sockets.Interfaces.NameOf(address.InterfaceIndex) is { } name)
        {
            var madeRoom = HasMadeRoom(address);
            foreach (var router in _routers)
            {
                router.AddressLost(now, address.Address, name, madeRoom);
            }
        }
    }

    private List<InterfaceAddress> ReadAddresses(Instant now)
    {
        var addresses = _sockets.Routes.DumpAddresses();
        var own = addresses.FindAll(address => !address.IsTagged && !IsOurs(address));
        foreach (var segment in _segments)
        {
            segment.AddressesChanged(now, own);
        }

        MakeRoom(addresses);
        return addresses;
    }

    // After lost events: what a Master should have and the interface does not, was lost too.
    private void RestoreMissing(Instant now, List<InterfaceAddress> present)
    {
        foreach (var router in _routers)
        {
            foreach (var own in router.Addresses)
            {
                var (index, prefix) = (_sockets.Interfaces[own.Interface].Index, own.Prefix);
                if (!present.Exists(found => found.InterfaceIndex == index && found.Address == prefix))
                {
                    router.AddressLost(now, prefix, own.Interface, madeRoom: false);
                }
            }
        }
    }

    private bool IsOurs(InterfaceAddress address)
    {
        var name = _sockets.Interfaces.NameOf(address.InterfaceIndex);
        foreach (var router in _routers)
        {
            foreach (var own in router.Addresses)
            {
                // One with a virtual MAC address belongs on the macvlan; on the interface below it is no machine's
                // own either.
                if (own.Prefix.Address == address.Address.Address
                    && (own.Interface == name || router.Config.Interface == name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
