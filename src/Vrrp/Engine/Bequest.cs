using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>What a dead gateway left on this machine: addresses that its lease still holds. Given back, the peers take
/// over at once. This is the guard's work, done by somebody who was not told what the gateway owned and has to look for
/// it.</summary>
public static class Bequest
{
    /// <summary>Resigns for every virtual router that has an address here, and removes all that carries our
    /// mark.</summary>
    /// <param name="config">What the gateway ran.</param>
    /// <returns>What was removed and what the kernel refused, in words.</returns>
    /// <exception cref="KernelException">A gateway runs in this network namespace, or the kernel does not
    /// answer.</exception>
    public static (ImmutableArray<string> Removed, ImmutableArray<string> Refused) GiveBack(VrrpConfig config)
    {
        // What a living gateway owns is its own.
        using var claim = new NamespaceClaim();
        using var routes = new RouteClient();
        var interfaces = new InterfaceTable();
        interfaces.Replace(routes.DumpLinks());
        var present = routes.DumpAddresses();
        var farewells = config.VirtualRouters
            .Select(router => FarewellOf(router, present, interfaces)).OfType<Farewell>().ToImmutableArray();
        // Between the first packet and the last address lies no time for compiling: a peer may take over at once.
        LastWill.Rehearse();
        var refused = LastWill.CarryOut(farewells);
        // A virtual router that the configuration does not name any more has no peers to tell.
        var nameless = routes.DumpAddresses().FindAll(found => found.IsTagged);
        refused = [.. refused, .. nameless.Select(found => Remove(routes, found)).OfType<string>()];
        // What the kernel says is gone, not what was asked for.
        var left = routes.DumpAddresses();
        var removed = present.FindAll(found => !left.Exists(
            other => other.InterfaceIndex == found.InterfaceIndex && other.Address == found.Address));
        return ([.. removed.Select(found => found.Address.ToString())], refused);
    }

    // Null when nothing of it is here: it was no Master.
    private static Farewell? FarewellOf(
        VirtualRouterConfig router, List<InterfaceAddress> present, InterfaceTable interfaces)
    {
        var owned = router.Owned.Where(own => present.Exists(found => found.Address == own.Prefix
            && found.InterfaceIndex == interfaces[own.Interface].Index && (found.IsTagged || found.IsOfOurForm)));
        if (!owned.Any())
        {
            return null;
        }

        // Which form the peers know is not known here: they discard the one that they do not.
        var source = SourceOf(router, present, interfaces);
        var forms = new[] { ChecksumForm.PseudoHeader, ChecksumForm.MessageOnly }.Select(form => Farewells.Of(
            router, new() { Kind = VrrpEventKind.StateChanged, Source = source, ChecksumForm = form })).ToArray();
        return forms[0] with
        {
            Packets = source == default
                ? []
                : [.. forms.SelectMany(form => form.Packets).DistinctBy(packet => (packet.Key, Text(packet.Value)))],
            Addresses = [.. owned.Select(own => KeyValuePair.Create(own.Prefix.ToString(), own.Interface))],
        };
    }

    private static string Text(byte[] packet) => Convert.ToHexString(packet);

    private static IpAddr SourceOf(
        VirtualRouterConfig router, List<InterfaceAddress> present, InterfaceTable interfaces) =>
        present.Where(found => found.InterfaceIndex == interfaces[router.Interface].Index
            && !found.IsTagged && found.IsUsable
            && found.Address.Address.Family == router.Family
            && !router.Owned.Any(own => own.Prefix == found.Address)
            && (router.SourceAddress == default
                ? router.Family == IpFamily.IPv4 || found.IsLinkLocal
                : found.Address.Address == router.SourceAddress))
            .Select(found => found.Address.Address).FirstOrDefault();

    private static string? Remove(RouteClient routes, InterfaceAddress found) =>
        routes.TryRemove(found.InterfaceIndex, found.Address, out var errno)
            ? null
            : new KernelException($"remove {found.Address}", "RTM_DELADDR", errno).Message;
}
