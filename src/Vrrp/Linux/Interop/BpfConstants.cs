namespace Gateway.Vrrp.Linux.Interop;

/// <summary>Numbers of linux/filter.h and linux/bpf_common.h, and what packet filters compare with.</summary>
internal static class BpfConstants
{
    public const ushort BPF_LD_WORD = 0x20;
    public const ushort BPF_LD_BYTE = 0x30;
    public const ushort BPF_AND = 0x54;
    public const ushort BPF_JMP = 0x05;
    public const ushort BPF_JMP_EQUAL = 0x15;
    public const ushort BPF_RET = 0x06;

    /// <summary>Loads from here on are not of the packet, but of what the kernel knows about it.</summary>
    public const uint SKF_AD_OFF = 0xFFFF_F000;
    public const uint SKF_AD_PROTOCOL = SKF_AD_OFF;
    public const uint SKF_AD_PKTTYPE = SKF_AD_OFF + 4;
    public const uint SKF_AD_VLAN_TAG_PRESENT = SKF_AD_OFF + 48;

    /// <summary>Loads from here on are of the IP header, whatever header the packet begins with.</summary>
    public const uint SKF_NET_OFF = 0xFFF0_0000;

    /// <summary>Longest program that the kernel takes.</summary>
    public const int BPF_MAXINSNS = 4096;

    public const uint PACKET_OTHERHOST = 3;
    public const uint ETH_P_IP = 0x0800;
    public const uint ETH_P_ARP = 0x0806;
    public const uint ETH_P_IPV6 = 0x86DD;
    public const uint IPPROTO_ICMPV6 = 58;
    public const uint NEIGHBOR_ADVERTISEMENT = 136;
    public const uint WHOLE_PACKET = 0xFFFF;
}
