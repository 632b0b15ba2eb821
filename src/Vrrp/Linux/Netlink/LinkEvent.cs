namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>Something that happened to an interface or to its addresses.</summary>
/// <param name="Kind">What happened, and which of the others are set.</param>
/// <param name="InterfaceIndex">The interface; 0 with <see cref="LinkEventKind.Resync"/>.</param>
/// <param name="Link">The interface after the change, with <see cref="LinkEventKind.LinkChanged"/>.</param>
/// <param name="Address">The address, with <see cref="LinkEventKind.AddressAdded"/> and
/// <see cref="LinkEventKind.AddressRemoved"/>.</param>
internal readonly record struct LinkEvent(
    LinkEventKind Kind, int InterfaceIndex, LinkState Link, InterfaceAddress Address);
