using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;

namespace Gateway.Vrrp.Engine;

// IPv4 addresses of one subnet: the first is its primary, and brings the route; those behind it hang on it. Ours bring
// no route, and go.
internal sealed partial class EngineThread
{
    private readonly HashSet<AddressPrefix> _madeRoom = [];
    private RepeatGate _secondaryRefusals;

    // An address of the machine that came behind a virtual one of the same subnet hangs on it, as a secondary: without
    // this the kernel would remove it with the virtual one.
    private void ProtectSecondaries(Instant now)
    {
        foreach (var router in _routers)
        {
            foreach (var (prefix, name) in router.Addresses)
            {
                if (prefix.Address.Family == IpFamily.IPv4
                    && prefix.PrefixLength < prefix.Address.MaxPrefixLength
                    && _sockets.Interfaces[name].Index != 0)
                {
                    ProtectSecondaries(now, name);
                }
            }
        }
    }

    private void ProtectSecondaries(Instant now, string interfaceName)
    {
        try
        {
            Setting.Demand(PromotionOn(interfaceName), "1");
        }
        catch (KernelException refused)
        {
            Tell(now, ref _secondaryRefusals, refused);
        }
    }

    // An address of the machine that was flushed and added again comes behind ours, and the machine is without its
    // route. Ours of that subnet go, all of them, which makes that one the primary; and as with every address that
    // goes, the kernel's word puts them back.
    private void MakeRoom(List<InterfaceAddress> present)
    {
        var ours = present.FindAll(found => found.Address.Address.Family == IpFamily.IPv4 && IsOwned(found));
        var blocking = ours.Find(first => !first.IsSecondary && present.Exists(
            other => other.IsSecondary && !other.IsTagged && !IsOurs(other) && AreNeighbors(first, other)));
        if (blocking == default || !Promotes(blocking.InterfaceIndex))
        {
            return;
        }

        foreach (var each in ours.Where(each => AreNeighbors(blocking, each)))
        {
            _madeRoom.Add(each.Address);
            _ = _sockets.Routes.TryRemove(each.InterfaceIndex, each.Address, out _);
        }
    }

    // Told once.
    private bool HasMadeRoom(InterfaceAddress removed) => _madeRoom.Remove(removed.Address);

    private bool IsOwned(InterfaceAddress address)
    {
        var name = _sockets.Interfaces.NameOf(address.InterfaceIndex);
        return name is not null && _routers.Exists(
            router => router.Addresses.Contains(new OwnedAddress(address.Address, name)));
    }

    private static bool AreNeighbors(InterfaceAddress one, InterfaceAddress other) =>
        one.InterfaceIndex == other.InterfaceIndex
        && one.Address.PrefixLength == other.Address.PrefixLength
        && one.Address.Address.IsInSameSubnet(other.Address.Address, one.Address.PrefixLength);

    // Otherwise the one behind would go along.
    private bool Promotes(int interfaceIndex) =>
        _sockets.Interfaces.NameOf(interfaceIndex) is { } name
        && Sysctl.TryRead($"net/{PromotionOn(name)}", out var value, out _) && value == "1";

    private static string PromotionOn(string interfaceName) => $"ipv4/conf/{interfaceName}/promote_secondaries";
}
