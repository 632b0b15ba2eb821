namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>What a <see cref="LinkEvent"/> tells.</summary>
internal enum LinkEventKind
{
    /// <summary>Nothing: the value of <c>default</c>.</summary>
    None,

    /// <summary>An interface is there, or something about it changed.</summary>
    LinkChanged,

    /// <summary>An interface is gone. Its addresses are told apart, before.</summary>
    LinkRemoved,

    /// <summary>An address is there, or something about it changed: its lease, its flags, its tag.</summary>
    AddressAdded,

    /// <summary>An address is gone.</summary>
    AddressRemoved,

    /// <summary>Events were lost: dump links and addresses again.</summary>
    Resync,
}
