using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <content>The address list beside ours.</content>
public readonly ref partial struct Advertisement
{
    private int AddressLength => Source.Length;

    /// <summary>Compares the address list with ours; prefix lengths are not on the wire.</summary>
    public AddressListMatch Compare(ReadOnlySpan<AddressPrefix> ours)
    {
        if (IsInOrder(ours))
        {
            return AddressListMatch.Same;
        }

        foreach (var own in ours)
        {
            if (!Advertises(own.Address))
            {
                return AddressListMatch.Different;
            }
        }

        return FirstForeign(ours) < 0 ? AddressListMatch.OtherOrder : AddressListMatch.Different;
    }

    /// <summary>What <see cref="Compare"/> found, for people: the addresses that one side lacks. Empty when none.
    /// Allocates.</summary>
    public string DescribeDifference(ReadOnlySpan<AddressPrefix> ours)
    {
        var theirsOnly = new List<string>();
        var oursOnly = new List<string>();
        for (var offset = 0; offset < Addresses.Length; offset += AddressLength)
        {
            var address = At(offset);
            if (!Contains(ours, address))
            {
                theirsOnly.Add(address.ToString());
            }
        }

        foreach (var own in ours)
        {
            if (!Advertises(own.Address))
            {
                oursOnly.Add(own.Address.ToString());
            }
        }

        return (theirsOnly.Count, oursOnly.Count) switch
        {
            (0, 0) => "",
            (_, 0) => $"it advertises {Join(theirsOnly)}, which this node does not",
            (0, _) => $"this node advertises {Join(oursOnly)}, which it does not",
            _ => $"it advertises {Join(theirsOnly)}, where this node advertises {Join(oursOnly)}",
        };
    }

    private static string Join(List<string> addresses) => string.Join(", ", addresses);

    private static bool Contains(ReadOnlySpan<AddressPrefix> ours, IpAddr address)
    {
        foreach (var own in ours)
        {
            if (own.Address == address)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsInOrder(ReadOnlySpan<AddressPrefix> ours)
    {
        if (Addresses.Length != ours.Length * AddressLength)
        {
            return false;
        }

        for (var i = 0; i < ours.Length; i++)
        {
            if (At(i * AddressLength) != ours[i].Address)
            {
                return false;
            }
        }

        return true;
    }

    private bool Advertises(IpAddr address)
    {
        for (var offset = 0; offset < Addresses.Length; offset += AddressLength)
        {
            if (At(offset) == address)
            {
                return true;
            }
        }

        return false;
    }

    private int FirstForeign(ReadOnlySpan<AddressPrefix> ours)
    {
        for (var offset = 0; offset < Addresses.Length; offset += AddressLength)
        {
            if (!Contains(ours, At(offset)))
            {
                return offset;
            }
        }

        return -1;
    }

    private IpAddr At(int offset) => IpAddr.FromBytes(Addresses.Slice(offset, AddressLength));
}
