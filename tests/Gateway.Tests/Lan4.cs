using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Tests;

/// <summary>The virtual router of a test that needs one, whatever it is.</summary>
internal static class Lan4
{
    public static VirtualRouterConfig Router { get; } = new()
    {
        Name = "lan4",
        Interface = "eth0",
        VirtualRouterId = 51,
        Priority = 150,
        Addresses = [AddressPrefix.Parse("192.0.2.100/24")],
        AdvertisementInterval = Duration.FromSeconds(1),
        Preempt = true,
        Track = [],
    };
}
