using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>Carries out what a dead engine left to do. It decides nothing: the farewells say it all, and what the
/// kernel refuses, the lease does.</summary>
public static class LastWill
{
    // On the loopback interface, where nobody listens and the address is not.
    private static readonly Farewell Rehearsal = new()
    {
        Interface = "lo",
        Source = "127.0.0.1",
        Messages = [new byte[Advertisement.HeaderLength]],
        Addresses = [KeyValuePair.Create("127.255.255.253/32", "lo")],
    };

    /// <summary>Does it all once without effect, so that the code is compiled when it counts.</summary>
    public static void Rehearse() => CarryOut([Rehearsal]);

    /// <summary>Says every farewell, then removes every address: peers begin to count down while the addresses
    /// go.</summary>
    /// <returns>What the kernel refused, in words; empty when all was done.</returns>
    public static ImmutableArray<string> CarryOut(IReadOnlyList<Farewell> farewells)
    {
        var refused = ImmutableArray.CreateBuilder<string>();
        try
        {
            using var routes = new RouteClient();
            var links = routes.DumpLinks();
            foreach (var farewell in farewells)
            {
                Try(refused, () => Say(farewell, links));
            }

            foreach (var (address, name) in farewells.SelectMany(farewell => farewell.Addresses))
            {
                Remove(routes, links, AddressPrefix.Parse(address), name, refused);
            }
        }
        catch (KernelException wrong)
        {
            refused.Add(wrong.Message);
        }

        return refused.ToImmutable();
    }

    private static void Say(Farewell farewell, List<LinkState> links)
    {
        using var socket = new VrrpSocket4(IndexOf(links, farewell.Interface), farewell.Interface);
        socket.SetSource(IpAddr.Parse(farewell.Source));
        foreach (var message in farewell.Messages)
        {
            if (!socket.TrySend(message, out var errno))
            {
                throw new KernelException($"say farewell on {farewell.Interface}", "sendto", errno);
            }
        }
    }

    private static void Remove(
        RouteClient routes, List<LinkState> links, AddressPrefix address, string name,
        ImmutableArray<string>.Builder refused)
    {
        if (!routes.TryRemove(IndexOf(links, name), address, out var errno))
        {
            refused.Add(new KernelException($"remove {address} from {name}", "RTM_DELADDR", errno).Message);
        }
    }

    private static int IndexOf(List<LinkState> links, string name) => links.Find(link => link.Name == name).Index;

    private static void Try(ImmutableArray<string>.Builder refused, Action action)
    {
        try
        {
            action();
        }
        catch (KernelException wrong)
        {
            refused.Add(wrong.Message);
        }
    }
}
