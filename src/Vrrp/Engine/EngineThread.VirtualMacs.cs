using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;

namespace Gateway.Vrrp.Engine;

// The virtual MAC addresses: macvlans that come and go with the engine and with the interfaces below them.
internal sealed partial class EngineThread
{
    private readonly List<VirtualMacPort> _virtualMacs = [];
    private readonly List<StrictArp> _strictArps = [];

    private INetworkPort PortOf(VirtualRouterConfig config, Segment segment)
    {
        if (!config.UseVirtualMac)
        {
            return segment.Port;
        }

        if (ArpOf(config.Interface) is not { } arp)
        {
            arp = new StrictArp(config.Interface);
            _strictArps.Add(arp);
        }

        var port = new VirtualMacPort(config, segment.Port, arp, _sockets);
        _virtualMacs.Add(port);
        return port;
    }

    private StrictArp? ArpOf(string interfaceName) =>
        _strictArps.Find(arp => arp.InterfaceName == interfaceName);

    // At the start a refusal is an error of the start: heard now, not at the first takeover.
    private void DemandVirtualMacs()
    {
        foreach (var port in _virtualMacs)
        {
            Attach(port, _sockets.Interfaces[port.InterfaceName]);
        }
    }

    private void AttachVirtualMacs(Instant now, Segment segment, LinkState link)
    {
        foreach (var port in _virtualMacs)
        {
            if (port.Below == segment.Port)
            {
                try
                {
                    Attach(port, link);
                }
                catch (KernelException refused)
                {
                    LookAgain(now, refused);
                }
            }
        }
    }

    private void Attach(VirtualMacPort port, LinkState link)
    {
        if (link.Index != 0)
        {
            // BEFORE the macvlan can have an address: the interface must not answer for it.
            ArpOf(port.InterfaceName)!.Set(link.Index, _sockets.Interfaces.NoteAbove(link.Index));
        }

        port.Attach(link);
    }

    private void RemoveVirtualMacs(Instant now, Predicate<VirtualMacPort> which)
    {
        foreach (var port in _virtualMacs.FindAll(which))
        {
            _virtualMacs.Remove(port);
            try
            {
                port.Retire();
            }
            catch (KernelException refused)
            {
                LookAgain(now, refused);
            }
        }

        foreach (var arp in _strictArps.FindAll(
            arp => !_virtualMacs.Exists(port => port.InterfaceName == arp.InterfaceName)))
        {
            _strictArps.Remove(arp);
            arp.Restore();
        }
    }
}
