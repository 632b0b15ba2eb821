using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Engine;

/// <summary>What the engine thread does around a virtual router, in one call.</summary>
internal static class RouterCalls
{
    /// <summary>A raw IPv4 packet came in, whole, with a header that can be read.</summary>
    public static void Receive(this VirtualRouter router, Instant now, byte[] packet)
    {
        Assert.True(IPv4Packet.TryRead(packet, out var datagram, out _));
        router.Receive(now, datagram);
    }

    /// <summary>A tracker's word without shades.</summary>
    public static void SetTracker(this VirtualRouter router, Instant now, int tracker, bool up) =>
        router.SetTracker(now, tracker, Demotion.Of(up));

    /// <summary>An address is gone from the router's own interface.</summary>
    public static void AddressLost(this VirtualRouter router, Instant now, AddressPrefix address) =>
        router.AddressLost(now, address, router.Config.Interface);
}
