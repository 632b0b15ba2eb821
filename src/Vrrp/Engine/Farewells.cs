using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>Makes the farewell of a virtual router that has become Master.</summary>
public static class Farewells
{
    /// <summary>What is to be done should the Master die.</summary>
    /// <param name="router">The virtual router.</param>
    /// <param name="master">The event that told of its becoming Master.</param>
    public static Farewell Of(VirtualRouterConfig router, in VrrpEvent master)
    {
        var family = router.Addresses[0].Address.Family;
        var message = new byte[AdvertisementWriter.Length(router.Addresses.Length, family)];
        AdvertisementWriter.Write(
            message, router.VirtualRouterId, 0, router.AdvertisementInterval, router.Addresses.AsSpan(),
            master.Source, Advertisement.GroupIPv4, master.ChecksumForm);
        return new()
        {
            Interface = router.Interface,
            Source = master.Source.ToString(),
            Messages = [message],
            Addresses = [.. router.Owned.Select(own => KeyValuePair.Create(HostForm(own), own.Interface))],
        };
    }

    private static string HostForm(OwnedAddress own) =>
        $"{own.Prefix.Address}/{own.Prefix.Address.MaxPrefixLength}";
}
