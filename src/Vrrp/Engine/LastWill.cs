using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;
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
        Packets = [KeyValuePair.Create("224.0.0.18", new byte[Advertisement.HeaderLength])],
        Key = KeyValuePair.Create((byte)1, new byte[32]),
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
            using var sockets = new EngineSockets();
            sockets.Interfaces.Replace(sockets.Routes.DumpLinks());
            foreach (var farewell in farewells)
            {
                Say(farewell, sockets, refused);
            }

            foreach (var (address, name) in farewells.SelectMany(farewell => farewell.Addresses))
            {
                Remove(sockets, AddressPrefix.Parse(address), name, refused);
            }

            foreach (var farewell in farewells)
            {
                Delete(farewell.VirtualMacInterface, sockets, refused);
            }
        }
        catch (KernelException wrong)
        {
            refused.Add(wrong.Message);
        }

        return refused.ToImmutable();
    }

    private static void Say(Farewell farewell, EngineSockets sockets, ImmutableArray<string>.Builder refused)
    {
        var source = IpAddr.Parse(farewell.Source);
        using var below = new InterfacePort(farewell.Interface, source.Family, sockets);
        using var above = new InterfacePort(farewell.VirtualMacInterface ?? farewell.Interface, source.Family, sockets);
        try
        {
            below.Attach(sockets.Interfaces[below.InterfaceName]);
            above.Attach(sockets.Interfaces[above.InterfaceName]);
            foreach (var (to, packet) in farewell.Packets)
            {
                var destination = IpAddr.Parse(to);
                var port = destination.IsMulticast ? above : below;
                if (!port.TrySend(Sign(packet, farewell.Key, source), source, destination, out var errno))
                {
                    // The others hear it all the same.
                    refused.Add(
                        new KernelException($"say farewell to {to} on {farewell.Interface}", "sendto", errno).Message);
                }
            }
        }
        catch (KernelException wrong)
        {
            refused.Add(wrong.Message);
        }
    }

    private static byte[] Sign(byte[] packet, KeyValuePair<byte, byte[]>? key, IpAddr source)
    {
        if (key is not { } signing)
        {
            return packet;
        }

        byte[] signed = [.. packet, .. new byte[HmacTrailer.Length]];
        var now = new Duration(WallClock.UnixNanoseconds);
        HmacTrailer.Write(signed, source, new HmacKey(signing.Key, [.. signing.Value]), HmacStamp.At(now));
        return signed;
    }

    private static void Delete(string? name, EngineSockets sockets, ImmutableArray<string>.Builder refused)
    {
        if (name is null || sockets.Interfaces[name] is not { Index: not 0, IsOurs: true } link)
        {
            return;
        }

        if (!sockets.Routes.TryDeleteLink(link.Index, out var errno))
        {
            refused.Add(new KernelException($"delete the interface {name}", "RTM_DELLINK", errno).Message);
            return;
        }

        sockets.Interfaces.Remove(link.Index);
        StrictArp.PutBack(link, sockets.Interfaces);
    }

    private static void Remove(
        EngineSockets sockets, AddressPrefix address, string name, ImmutableArray<string>.Builder refused)
    {
        if (!sockets.Routes.TryRemove(sockets.Interfaces[name].Index, address, out var errno))
        {
            refused.Add(new KernelException($"remove {address} from {name}", "RTM_DELADDR", errno).Message);
        }
    }
}
