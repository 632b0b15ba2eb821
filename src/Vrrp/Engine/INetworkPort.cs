using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>What a virtual router does to the world, on one interface: the seam between the engine and the kernel, a
/// fake or a simulated network. Every call returns when the kernel has answered. A refusal is a false with the error
/// number, not an exception.</summary>
internal interface INetworkPort
{
    /// <summary>The interface, for messages.</summary>
    string InterfaceName { get; }

    /// <summary>The kernel's own words about the last refusal to assign or remove; empty when it had none.</summary>
    string Explanation { get; }

    /// <summary>Sends one advertisement to the group; the IP header is the port's.</summary>
    bool TrySend(ReadOnlySpan<byte> advertisement, out int errno);

    /// <summary>Puts an address on the interface, or renews it, for that many seconds. Returns after the kernel's
    /// ack.</summary>
    bool TryAssign(AddressPrefix address, int leaseSeconds, out int errno);

    /// <summary>Takes an address off the interface. True also when it was not there.</summary>
    bool TryRemove(AddressPrefix address, out int errno);

    /// <summary>Tells the segment that the address lives here.</summary>
    bool TryAnnounce(IpAddr address, out int errno);
}
