using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <content>The virtual router MAC address.</content>
public sealed partial class VrrpConfigBuilder
{
    private readonly HashSet<string> _virtualMacInterfaces = [];

    // A name of at most 15 bytes, the same at each start. An id may be used again on another interface: then the name
    // of the second has a number, by the order of the file.
    private string? BuildVirtualMac(
        string path, bool? wanted, (string Interface, IpFamily Family, byte Id) router,
        ImmutableArray<OwnedAddress> owned)
    {
        if (wanted != true)
        {
            return null;
        }

        if (!owned.IsEmpty && !owned.Any(own => own.Interface == router.Interface))
        {
            Fail($"{path}:UseVmac",
                $"no address stands on {router.Interface}, so its virtual MAC address would have nothing to carry; "
                + "put one there, or leave out UseVmac.");
        }

        var first = $"vrrp{(router.Family == IpFamily.IPv6 ? 6 : 4)}.{router.Id}";
        var name = first;
        for (var next = 2; !_virtualMacInterfaces.Add(name); next++)
        {
            name = $"{first}.{next}";
        }

        return name;
    }

    private static IEnumerable<OwnedAddress> PlaceOnVirtualMac(
        ImmutableArray<OwnedAddress> owned, string link, string? virtualMac) =>
        virtualMac is null
            ? owned
            : owned.Select(own => own.Interface == link ? own with { Interface = virtualMac } : own);

    private void CheckVirtualMacs(IEnumerable<VirtualRouterConfig> routers)
    {
        foreach (var router in routers.Where(router => _virtualMacInterfaces.Contains(router.Interface)))
        {
            Fail($"{Root}:{router.Name}:Interface",
                $"{router.Interface} is the name of an interface that the gateway makes for a virtual MAC address; use "
                + "the interface below it.");
        }
    }
}
