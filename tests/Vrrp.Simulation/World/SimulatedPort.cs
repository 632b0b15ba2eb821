using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Vrrp.Simulation.World;

/// <summary>What a kernel would do for one virtual router: keeps addresses on lease and puts the IP header before
/// advertisements.</summary>
internal sealed class SimulatedPort(NodeInterface own, Scenario scenario, SimulatedNetwork network)
    : INetworkPort
{
    private const int PriorityOffset = 2;
    private const int NetworkDown = 100;
    private const int NoMemory = 12;
    private const int NetworkUnreachable = 101;

    /// <summary>Told the priority of each advertisement that leaves.</summary>
    public Action<byte> Advertised { get; set; } = _ => { };

    /// <inheritdoc/>
    public string InterfaceName => "eth";

    public string Explanation => "";

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> advertisement, IpAddr source, IpAddr destination, out int errno)
    {
        errno = !own.IsLinkUp ? NetworkDown : !own.IsRouted(destination) ? NetworkUnreachable : 0;
        if (errno != 0)
        {
            return false;
        }

        Advertised(advertisement[PriorityOffset]);
        if (scenario.Mutation != Mutation.FarewellsAreLost || advertisement[PriorityOffset] != 0)
        {
            var packet = SimulatedPacket.Write(advertisement, source, destination);
            if (destination.IsMulticast)
            {
                network.Multicast(own.Node, packet);
            }
            else
            {
                network.Send(own.Node, scenario.NodeAt(destination, own.Segment), packet);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryAssign(OwnedAddress address, int leaseSeconds, out int errno)
    {
        errno = own.KernelRefuses ? NoMemory : 0;
        if (!own.KernelRefuses && scenario.Mutation != Mutation.AssignmentsAreIgnored)
        {
            own.Addresses.Assign(address.Prefix, leaseSeconds);
        }

        return !own.KernelRefuses;
    }

    /// <inheritdoc/>
    public void AbortConnections(ReadOnlySpan<IpAddr> addresses)
    {
        // Nobody connects.
    }

    /// <inheritdoc/>
    public bool TryRemove(OwnedAddress address, out int errno)
    {
        errno = 0;
        if (scenario.Mutation != Mutation.RemovalsAreIgnored)
        {
            own.Addresses.Remove(address.Prefix);
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryAnnounce(OwnedAddress address, out int errno)
    {
        errno = own.IsLinkUp ? 0 : NetworkDown;
        if (own.IsLinkUp && scenario.Mutation != Mutation.AnnouncementsAreLost)
        {
            network.Announce(own.Node, address.Prefix.Address);
        }

        return own.IsLinkUp;
    }

    /// <inheritdoc/>
    public bool TryProbe(OwnedAddress address, out int errno)
    {
        errno = own.IsLinkUp ? 0 : NetworkDown;
        own.NoteProbe();
        if (own.IsLinkUp)
        {
            network.Ask(own.Node, address.Prefix.Address);
        }

        return own.IsLinkUp;
    }
}
