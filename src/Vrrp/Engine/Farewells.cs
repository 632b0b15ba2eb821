using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
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
        var (source, form) = (master.Source, master.ChecksumForm);
        var template = router.Template;
        var key = template.SigningKey;
        var unsigned = key is null ? template : template with { Authentication = null };
        return new()
        {
            Interface = router.Interface,
            VirtualMacInterface = router.VirtualMacInterface,
            Source = source.ToString(),
            Packets =
            [
                .. router.Destinations.Select(
                    to => KeyValuePair.Create(to.ToString(), Resignation(unsigned, source, to, form))),
            ],
            Key = key is { } signing ? KeyValuePair.Create(signing.Id, signing.Secret.ToArray()) : null,
            Addresses = [.. router.Owned.Select(own => KeyValuePair.Create(own.Prefix.ToString(), own.Interface))],
        };
    }

    private static byte[] Resignation(AdvertisementTemplate template, IpAddr source, IpAddr to, ChecksumForm form)
    {
        var packet = new byte[template.Length];
        AdvertisementWriter.Write(packet, template, 0, source, to, form);
        return packet;
    }
}
