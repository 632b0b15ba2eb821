using Gateway.Vrrp.Core;

namespace Lab.Kernel;

/// <summary>A copy of a received packet that outlives the receive buffer.</summary>
/// <param name="Source">The sender.</param>
/// <param name="Destination">Whom it was sent to.</param>
/// <param name="HopLimit">What was left of it.</param>
/// <param name="Message">From the VRRP header on.</param>
internal sealed record ReceivedDatagram(IpAddr Source, IpAddr Destination, byte HopLimit, byte[] Message);
