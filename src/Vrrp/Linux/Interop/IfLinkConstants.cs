namespace Gateway.Vrrp.Linux.Interop;

/// <summary>Numbers of linux/if.h and linux/if_link.h.</summary>
internal static class IfLinkConstants
{
    public const ushort IFLA_ADDRESS = 1;
    public const ushort IFLA_IFNAME = 3;
    public const ushort IFLA_LINK = 5;
    public const ushort IFLA_LINKINFO = 18;
    public const ushort IFLA_IFALIAS = 20;
    public const ushort IFLA_AF_SPEC = 26;
    public const ushort IFLA_INFO_KIND = 1;
    public const ushort IFLA_INFO_DATA = 2;
    public const ushort IFLA_MACVLAN_MODE = 1;
    public const ushort IFLA_INET6_ADDR_GEN_MODE = 8;

    public const uint MACVLAN_MODE_BRIDGE = 4;
    public const byte IN6_ADDR_GEN_MODE_NONE = 1;

    public const uint IFF_UP = 0x1;
    public const uint IFF_RUNNING = 0x40;
    public const uint IFF_LOWER_UP = 0x10000;
}
