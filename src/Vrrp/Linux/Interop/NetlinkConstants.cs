namespace Gateway.Vrrp.Linux.Interop;

/// <summary>Numbers of linux/netlink.h and linux/rtnetlink.h.</summary>
internal static class NetlinkConstants
{
    public const int NETLINK_ROUTE = 0;
    public const int SOL_NETLINK = 270;
    public const int NETLINK_CAP_ACK = 10;
    public const int NETLINK_EXT_ACK = 11;

    public const uint RTMGRP_LINK = 0x1;
    public const uint RTMGRP_IPV4_IFADDR = 0x10;
    public const uint RTMGRP_IPV6_IFADDR = 0x100;

    public const ushort NLMSG_ERROR = 2;
    public const ushort NLMSG_DONE = 3;
    public const ushort NLMSGERR_ATTR_MSG = 1;

    public const ushort RTM_NEWLINK = 16;
    public const ushort RTM_DELLINK = 17;
    public const ushort RTM_GETLINK = 18;
    public const ushort RTM_SETLINK = 19;
    public const ushort RTM_NEWADDR = 20;
    public const ushort RTM_DELADDR = 21;
    public const ushort RTM_GETADDR = 22;

    public const ushort RTM_NEWROUTE = 24;
    public const byte RT_TABLE_MAIN = 254;
    public const byte RTPROT_KERNEL = 2;
    public const byte RTN_UNICAST = 1;
    public const ushort RTA_DST = 1;
    public const ushort RTA_OIF = 4;

    public const ushort NLM_F_REQUEST = 0x1;
    public const ushort NLM_F_ACK = 0x4;
    public const ushort NLM_F_DUMP_INTR = 0x10;
    public const ushort NLM_F_REPLACE = 0x100;
    public const ushort NLM_F_EXCL = 0x200;
    public const ushort NLM_F_DUMP = 0x300;
    public const ushort NLM_F_CREATE = 0x400;

    /// <summary>In an acknowledgement: the request is quoted by its header alone.</summary>
    public const ushort NLM_F_CAPPED = 0x100;

    /// <summary>In an acknowledgement: attributes follow the quoted request.</summary>
    public const ushort NLM_F_ACK_TLVS = 0x200;

    /// <summary>The bits of an attribute's type that are the type; the two above say how it is encoded.</summary>
    public const ushort NLA_TYPE_MASK = 0x3FFF;
}
