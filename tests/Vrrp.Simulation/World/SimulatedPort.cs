using System.Buffers.Binary;
using Gateway.Vrrp.Config;
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
    public bool TrySend(ReadOnlySpan<byte> advertisement, IpAddr source, IpAddr destination, out int errno)
    {
        errno = own.IsLinkUp ? 0 : NetworkDown;
        if (own.IsLinkUp && !IsLostFarewell(advertisement))
        {
            network.Multicast(own.Node, WithHeader(advertisement));
        }

        return own.IsLinkUp;
    }

    /// <inheritdoc/>
    public bool TryAssign(OwnedAddress address, int leaseSeconds, out int errno)
    {
        errno = own.KernelRefuses ? NoMemory : 0;
        if (!own.KernelRefuses)
        {
            own.Addresses.Assign(address.Prefix, leaseSeconds);
        }

        return !own.KernelRefuses;
    }

    /// <inheritdoc/>
    public bool TryRemove(OwnedAddress address, out int errno)
    {
        errno = 0;
        if (mutation != Mutation.RemovalsAreIgnored)
        {
            own.Addresses.Remove(address.Prefix);
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryAnnounce(OwnedAddress address, out int errno)
    {
        errno = own.IsLinkUp ? 0 : NetworkDown;
        if (own.IsLinkUp && mutation != Mutation.AnnouncementsAreLost)
        {
            network.Announce(own.Node, address.Prefix.Address);
        }

        return own.IsLinkUp;
    }

    /// <inheritdoc/>
    public bool TryProbe(OwnedAddress address, out int errno)
    {
        errno = 0;
        return true;
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
