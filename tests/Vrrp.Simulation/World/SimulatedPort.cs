using System.Buffers.Binary;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Packets;

namespace Vrrp.Simulation.World;

/// <summary>What a kernel would do for one virtual router: keeps addresses on lease and puts the IP header before
/// advertisements.</summary>
internal sealed class SimulatedPort(NodeInterface own, SimulatedNetwork network, Mutation mutation)
    : INetworkPort
{
    private const int HeaderLength = 20;
    private const int PriorityOffset = 2;
    private const int NetworkDown = 100;
    private const int NoMemory = 12;

    /// <inheritdoc/>
    public string InterfaceName => "eth";

    public string Explanation => "";

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> advertisement, out int errno)
    {
        errno = own.IsLinkUp ? 0 : NetworkDown;
        if (own.IsLinkUp && !IsLostFarewell(advertisement))
        {
            network.Multicast(own.Node, WithHeader(advertisement));
        }

        return own.IsLinkUp;
    }

    /// <inheritdoc/>
    public bool TryAssign(AddressPrefix address, int leaseSeconds, out int errno)
    {
        errno = own.KernelRefuses ? NoMemory : 0;
        if (!own.KernelRefuses)
        {
            own.Addresses.Assign(address, leaseSeconds);
        }

        return !own.KernelRefuses;
    }

    /// <inheritdoc/>
    public bool TryRemove(AddressPrefix address, out int errno)
    {
        errno = 0;
        if (mutation != Mutation.RemovalsAreIgnored)
        {
            own.Addresses.Remove(address);
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryAnnounce(IpAddr address, out int errno)
    {
        errno = own.IsLinkUp ? 0 : NetworkDown;
        if (own.IsLinkUp && mutation != Mutation.AnnouncementsAreLost)
        {
            network.Announce(own.Node, address);
        }

        return own.IsLinkUp;
    }

    private bool IsLostFarewell(ReadOnlySpan<byte> advertisement) =>
        mutation == Mutation.FarewellsAreLost && advertisement[PriorityOffset] == 0;

    private byte[] WithHeader(ReadOnlySpan<byte> advertisement)
    {
        var packet = new byte[HeaderLength + advertisement.Length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[8] = 255;
        packet[9] = 112;
        _ = Scenario.SourceOf(own.Node, own.Segment).WriteTo(packet.AsSpan(12));
        _ = Advertisement.GroupIPv4.WriteTo(packet.AsSpan(16));
        advertisement.CopyTo(packet.AsSpan(HeaderLength));
        return packet;
    }
}
