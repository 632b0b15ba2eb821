using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>What a virtual router expects of the advertisements for it. The configured part stays; what the interface
/// says may change at any time. Owned by the engine thread.</summary>
public sealed class AdvertisementRules
{
    /// <summary>The version that it speaks.</summary>
    public required VrrpVersion Version { get; init; }

    /// <summary>Its own interval, which version 2 wants to be the same on all nodes.</summary>
    public required Duration Interval { get; init; }

    /// <summary>Who may send to it, by unicast. Empty, the default: anybody on the link, by multicast.</summary>
    public ImmutableArray<IpAddr> Peers { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How packets prove where they come from; null: not at all.</summary>
    public VrrpAuthentication? Authentication { get; init; }

    /// <summary>Our own address: who sends from it is not a peer. Default when unknown.</summary>
    public IpAddr OwnSource { get; set; }

    /// <summary>The addresses of the interface with their prefixes. A multicast sender must be in one of these
    /// networks; where no network of its family is known, all senders are accepted. Prefixes of a whole address (/32,
    /// /128) say nothing about the link.</summary>
    public ImmutableArray<AddressPrefix> OnLink { get; set => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether advertisements from there are expected: from a peer, or, without a list of them, from the
    /// link. What comes from elsewhere says nothing about a node of ours.</summary>
    internal bool Expects(IpAddr source) =>
        source != OwnSource && (Peers.IsEmpty ? IsOnLink(source) : Peers.AsSpan().Contains(source));

    /// <summary>Whether a neighbour may have that address.</summary>
    internal bool IsOnLink(IpAddr source)
    {
        if (LinkLocal.Contains(source))
        {
            return true;
        }

        var isAnyKnown = false;
        foreach (var network in OnLink)
        {
            if (source.IsInSameSubnet(network.Address, network.PrefixLength))
            {
                return true;
            }

            isAnyKnown |= network.Address.Family == source.Family && !LinkLocal.Contains(network.Address)
                && network.PrefixLength < network.Address.MaxPrefixLength;
        }

        return !isAnyKnown;
    }
}
