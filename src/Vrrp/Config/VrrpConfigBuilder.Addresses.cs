using System.Collections.Immutable;
using System.Globalization;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <content>The virtual addresses.</content>
public sealed partial class VrrpConfigBuilder
{
    // The count of addresses is one byte (RFC 9568 section 5.2.5), and a packet must fit an MTU of 1,500 with the 28
    // bytes of an HMAC: 255 addresses of IPv4 make 1,076 bytes, 89 of IPv6 make 1,500.
    private const int MaxAddressesIPv4 = 255;
    private const int MaxAddressesIPv6 = 89;

    private ImmutableArray<OwnedAddress> BuildAddresses(string name, string path, VirtualRouterOptions options)
    {
        path += ":Addresses";
        if (options.Addresses is null or [])
        {
            Fail(path, "required: at least one virtual address, for example [ \"192.168.10.10/24\" ].");
            return [];
        }

        var listed = ReadAddresses(path, options.Addresses, options.Interface);
        var family = listed.IsEmpty ? IpFamily.None : listed[0].Address.Prefix.Address.Family;
        var max = family == IpFamily.IPv6 ? MaxAddressesIPv6 : MaxAddressesIPv4;
        if (options.Addresses.Count > max)
        {
            Fail(path,
                $"{options.Addresses.Count} addresses do not fit one advertisement of {family}, which takes {max}; "
                + "spread them over several virtual routers.");
        }

        foreach (var (itemPath, owned) in listed)
        {
            CheckAdvertised(name, itemPath, owned, family);
        }

        ImmutableArray<OwnedAddress> addresses = [.. listed.Select(item => item.Address)];
        return family == IpFamily.IPv6 ? BeginLinkLocal(name, path, listed, options) : addresses;
    }

    private ImmutableArray<OwnedAddress> BuildExcluded(string name, string path, VirtualRouterOptions options)
    {
        path += ":ExcludedAddresses";
        if (options.ExcludedAddresses is { Count: > MaxAddressesIPv4 } texts)
        {
            Fail(path, $"{texts.Count} addresses are too many; use {MaxAddressesIPv4} at most.");
        }

        var listed = ReadAddresses(path, options.ExcludedAddresses ?? [], options.Interface);
        foreach (var (itemPath, owned) in listed)
        {
            CheckAddress(name, itemPath, owned);
        }

        return [.. listed.Select(item => item.Address)];
    }

    private ImmutableArray<(string Path, OwnedAddress Address)> ReadAddresses(
        string path, List<string> texts, string? interfaceName)
    {
        var addresses = ImmutableArray.CreateBuilder<(string, OwnedAddress)>();
        for (var i = 0; i < texts.Count; i++)
        {
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}:{i}");
            if (OwnedAddressText.Problem(texts[i], interfaceName ?? "", out var address) is { } problem)
            {
                Fail(itemPath, problem);
            }
            else
            {
                addresses.Add((itemPath, address));
            }
        }

        return addresses.ToImmutable();
    }

    // The first address of IPv6 MUST be the link-local one (RFC 9568 section 5.2.9).
    private ImmutableArray<OwnedAddress> BeginLinkLocal(
        string name, string path, ImmutableArray<(string Path, OwnedAddress Address)> listed,
        VirtualRouterOptions options)
    {
        ImmutableArray<OwnedAddress> addresses = [.. listed.Select(item => item.Address)];
        var first = listed.FirstOrDefault(item => AddressRules.IsLinkLocal(item.Address.Prefix.Address));
        if (first.Path is null && options.VirtualRouterId is >= 1 and <= 255)
        {
            var address = VirtualLinkLocal.Of((byte)options.VirtualRouterId.Value);
            var made = new OwnedAddress(new(address, address.MaxPrefixLength), options.Interface ?? "");
            CheckAddress(name, path, made);
            return [made, .. addresses];
        }

        if (first.Path is not null && first != listed[0])
        {
            Fail(first.Path,
                $"{first.Address.Prefix.Address} is link-local, and the link-local address of an IPv6 virtual router "
                + "comes first (RFC 9568 section 5.2.9); put it at the head of the list.");
        }

        return addresses;
    }

    private void CheckAdvertised(string name, string path, OwnedAddress owned, IpFamily family)
    {
        var address = owned.Prefix.Address;
        if (address.Family == family)
        {
            CheckAddress(name, path, owned);
        }
        else
        {
            Fail(path,
                $"{address} is {address.Family} but the first address is {family}; a virtual router advertises one "
                + "family: give it an instance of its own, or put it under ExcludedAddresses.");
        }
    }

    private void CheckAddress(string name, string path, OwnedAddress owned)
    {
        var address = owned.Prefix.Address;
        if (AddressRules.Unusable(address) is { } what)
        {
            Fail(path, $"{address} is {what}, which no machine can own; use an address of the interface's network.");
        }
        else if (AddressRules.Edge(owned.Prefix) is { } edge)
        {
            Fail(path, $"{address} {edge}");
        }
        else if (_nodes.FirstOrDefault(n => n.Addresses.Contains(address)) is { } machine)
        {
            Fail(path,
                $"{address} is the own address of node \"{machine.Name}\" and would leave it with the virtual router; "
                + "use an address that belongs to no machine.");
        }
        else if (!_ownersOfAddresses.TryAdd(KeyOf(owned), name))
        {
            var owner = _ownersOfAddresses[KeyOf(owned)];
            Fail(path, owner == name
                ? $"{address} is in the list already; remove one."
                : $"{address} is already an address of \"{owner}\"; one virtual router owns an address.");
        }
    }

    // A link-local address is another one on each interface.
    private static OwnedAddress KeyOf(OwnedAddress owned) => new(
        new(owned.Prefix.Address, owned.Prefix.Address.MaxPrefixLength),
        AddressRules.IsLinkLocal(owned.Prefix.Address) ? owned.Interface : "");
}
