using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>What a virtual router does to the world, on one interface and in one family: the seam between the engine
/// and the kernel, a fake or a simulated network. Every call returns when the kernel has answered. A refusal is a false
/// with the error number, not an exception.</summary>
internal interface INetworkPort
{
    /// <summary>The interface, for messages.</summary>
    string InterfaceName { get; }

    /// <summary>The kernel's own words about the last refusal to assign or remove; empty when it had none.</summary>
    string Explanation { get; }

    /// <summary>Sends one advertisement to the group or to a peer; the IP header is the port's.</summary>
    bool TrySend(ReadOnlySpan<byte> advertisement, IpAddr source, IpAddr destination, out int errno);

    /// <summary>Puts an address on its interface, or renews it, for that many seconds. Returns after the kernel's
    /// ack.</summary>
    bool TryAssign(OwnedAddress address, int leaseSeconds, out int errno);

    /// <summary>Aborts the connections of addresses, so that clients hear a reset instead of silence. BEFORE they are
    /// removed: the resets come from them. As far as the time goes that the port gives it.</summary>
    void AbortConnections(ReadOnlySpan<IpAddr> addresses);

    /// <summary>Takes an address off its interface. True also when it was not there.</summary>
    bool TryRemove(OwnedAddress address, out int errno);

    /// <summary>Tells the segment that the address lives here.</summary>
    bool TryAnnounce(OwnedAddress address, out int errno);

    /// <summary>Asks the segment whether another machine has the address.</summary>
    bool TryProbe(OwnedAddress address, out int errno);
}
