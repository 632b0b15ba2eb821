using System.Buffers.Binary;
using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <content>The virtual addresses.</content>
public sealed partial class VrrpConfigBuilder
{
    // The count of addresses is one byte (RFC 9568 section 5.2.5). 255 IPv4 addresses make a packet of 1,048 bytes.
    private const int MaxAddresses = 255;

    private static readonly IpAddr Broadcast = IpAddr.FromIPv4(0xFFFF_FFFF);
    private static readonly IpAddr ThisNetwork = IpAddr.FromIPv4(0);
    private static readonly IpAddr Reserved = IpAddr.FromIPv4(0xF000_0000);

    private ImmutableArray<AddressPrefix> BuildAddresses(string name, string path, List<string>? texts)
    {
        path += ":Addresses";
        if (texts is null or [])
        {
            Fail(path, "required: at least one virtual address, for example [ \"192.168.10.10/24\" ].");
        }
        else if (texts.Count > MaxAddresses)
        {
            Fail(path,
                $"{texts.Count} addresses do not fit one advertisement; it counts to 255 (1,048 bytes of an MTU of "
                + "1,500). "
                + "Spread them over several virtual routers.");
        }

        var addresses = ImmutableArray.CreateBuilder<AddressPrefix>();
        for (var i = 0; i < (texts?.Count ?? 0); i++)
        {
            if (AddressPrefix.TryParse(texts![i], out var prefix) && prefix.PrefixLength > 0)
            {
                addresses.Add(prefix);
                CheckAddress(name, $"{path}:{i}", prefix, addresses[0].Address);
            }
            else
            {
                Fail($"{path}:{i}",
                    $"\"{texts[i]}\" is not an address with a prefix length, for example \"192.168.10.10/24\".");
            }
        }

        return addresses.ToImmutable();
    }

    private void CheckAddress(string name, string path, AddressPrefix prefix, IpAddr first)
    {
        var address = prefix.Address;
        if (address.Family != first.Family)
        {
            Fail(path,
                $"{address} is {address.Family} but the first address is {first.Family}; a virtual router has one "
                + "family.");
        }
        else if (address.Family == IpFamily.IPv6)
        {
            Fail(path, $"{address} is IPv6, and IPv6 virtual routers are not supported yet; use an IPv4 address.");
        }
        else if (Unusable(address) is { } what)
        {
            Fail(path, $"{address} is {what}, which no machine can own; use an address of the interface's network.");
        }
        else if (EdgeOf(prefix) is { } edge)
        {
            Fail(path, $"{address} is the {edge} address of {prefix}, which no machine can own; {Within(prefix)}");
        }
        else if (_nodes.FirstOrDefault(n => n.Address == address) is { } owner)
        {
            Fail(path,
                $"{address} is the own address of node \"{owner.Name}\" and would leave it with the virtual router; "
                + "use an address that belongs to no machine.");
        }
        else if (!_ownersOfAddresses.TryAdd(address, name))
        {
            Fail(path, _ownersOfAddresses[address] == name
                ? $"{address} is in the list already; remove one."
                : $"{address} is already an address of \"{_ownersOfAddresses[address]}\"; "
                    + "one virtual router owns an address.");
        }
    }

    private static string? Unusable(IpAddr address) => address switch
    {
        { IsMulticast: true } => "a multicast address",
        { IsLoopback: true } => "a loopback address",
        { IsUnspecified: true } => "the unspecified address",
        _ when address == Broadcast => "the broadcast address",
        _ when address.IsInSameSubnet(ThisNetwork, 8) => "in 0.0.0.0/8, \"this network\"",
        _ when address.IsInSameSubnet(Reserved, 4) => "in 240.0.0.0/4, reserved",
        _ => null,
    };

    // A /31 has no network and no broadcast address (RFC 3021), and a /32 is an address alone.
    private static string? EdgeOf(AddressPrefix prefix)
    {
        if (prefix.PrefixLength > 30)
        {
            return null;
        }

        var hosts = HostBits(prefix);
        var host = Number(prefix.Address) & hosts;
        return host == 0 ? "network" : host == hosts ? "broadcast" : null;
    }

    private static string Within(AddressPrefix prefix)
    {
        var hosts = HostBits(prefix);
        var network = Number(prefix.Address) & ~hosts;
        return $"use one from {IpAddr.FromIPv4(network + 1)} to {IpAddr.FromIPv4(network + hosts - 1)}.";
    }

    private static uint HostBits(AddressPrefix prefix) => uint.MaxValue >> prefix.PrefixLength;

    private static uint Number(IpAddr address)
    {
        Span<byte> bytes = stackalloc byte[4];
        _ = address.WriteTo(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
