using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>An interface, as the kernel tells it.</summary>
/// <param name="Index">The number of the interface; a new one when it is made anew.</param>
/// <param name="Name">Its name, which may change.</param>
/// <param name="IsUp">Whether an administrator has switched it on.</param>
/// <param name="HasCarrier">Whether the link below works: cable, peer and driver. False while not up.</param>
/// <param name="Address">Its Ethernet address; zero when it has none.</param>
internal readonly record struct LinkState(int Index, string Name, bool IsUp, bool HasCarrier, MacAddress Address)
{
    /// <summary>The interface below, of one that speaks through another; 0 without.</summary>
    public int ParentIndex { get; init; }

    /// <summary>Whether we made it, in this life or an earlier one: it carries our mark.</summary>
    public bool IsOurs { get; init; }

    /// <summary>What its mark says besides, for a later life; null when nothing, or it is not ours.</summary>
    public string? Note { get; init; }

    /// <summary>Whether packets can be sent and received.</summary>
    public bool IsUsable => IsUp && HasCarrier;
}
