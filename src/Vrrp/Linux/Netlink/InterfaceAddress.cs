using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>An address that an interface carries, as the kernel tells it.</summary>
/// <param name="InterfaceIndex">The interface.</param>
/// <param name="Address">The address with its prefix; of a point-to-point link the local end.</param>
/// <param name="Tag">Who put it there (IFA_PROTO); 0 when nobody said, as with every kernel before 5.18.</param>
/// <param name="Flags">IFA_F_*, all 32 bits.</param>
internal readonly record struct InterfaceAddress(int InterfaceIndex, AddressPrefix Address, byte Tag, uint Flags)
{
    private const int LinkLocalPrefixLength = 10;

    private static readonly IpAddr LinkLocalPrefix = IpAddr.Parse("fe80::");

    /// <summary>Whole seconds until the kernel takes it away, rounded up; <see cref="uint.MaxValue"/> for
    /// ever.</summary>
    public uint SecondsLeft { get; init; } = uint.MaxValue;

    /// <summary>Whether we put it there, in this life or an earlier one.</summary>
    public bool IsTagged => Tag == RouteClient.AddressTag;

    /// <summary>Whether IPv6 is still looking for a duplicate: nothing can be sent from it yet.</summary>
    public bool IsTentative => Has(IfAddrConstants.IFA_F_TENTATIVE);

    /// <summary>Whether IPv6 found a duplicate: the address is never used.</summary>
    public bool IsDuplicate => Has(IfAddrConstants.IFA_F_DADFAILED);

    /// <summary>Whether packets can be sent from it.</summary>
    public bool IsUsable => !IsTentative && !IsDuplicate;

    /// <summary>Whether it is an IPv6 address of this link alone (fe80::/10), as advertisements come from.</summary>
    public bool IsLinkLocal => Address.Address.IsInSameSubnet(LinkLocalPrefix, LinkLocalPrefixLength);

    /// <summary>Whether another IPv4 address of the same prefix comes before it, and takes it along when
    /// removed.</summary>
    public bool IsSecondary => Has(IfAddrConstants.IFA_F_SECONDARY);

    /// <summary>Whether the host does not choose it as the source of its own connections, as with every address of
    /// ours.</summary>
    public bool IsDeprecated => Has(IfAddrConstants.IFA_F_DEPRECATED);

    /// <summary>Whether it has no lease: it stays until somebody removes it.</summary>
    public bool IsPermanent => Has(IfAddrConstants.IFA_F_PERMANENT);

    /// <summary>Whether it looks like what <see cref="RouteClient.TryAssign"/> makes: a leased address without a
    /// route. By this a kernel without tags knows ours.</summary>
    public bool IsOfOurForm => !IsPermanent && Has(IfAddrConstants.IFA_F_NOPREFIXROUTE);

    private bool Has(uint flag) => (Flags & flag) != 0;
}
