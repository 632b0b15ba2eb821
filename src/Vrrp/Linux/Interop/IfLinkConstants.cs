namespace Gateway.Vrrp.Linux.Interop;

/// <summary>Numbers of linux/if.h and linux/if_link.h.</summary>
internal static class IfLinkConstants
{
    public const ushort IFLA_ADDRESS = 1;
    public const ushort IFLA_IFNAME = 3;

    public const uint IFF_UP = 0x1;
    public const uint IFF_RUNNING = 0x40;
    public const uint IFF_LOWER_UP = 0x10000;
}
