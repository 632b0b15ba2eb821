namespace Gateway.Vrrp.Linux.Interop;

/// <summary>Numbers of linux/sock_diag.h, linux/inet_diag.h and netinet/tcp.h.</summary>
internal static class SockDiagConstants
{
    public const int NETLINK_SOCK_DIAG = 4;
    public const ushort SOCK_DIAG_BY_FAMILY = 20;
    public const ushort SOCK_DESTROY = 21;

    public const ushort INET_DIAG_REQ_BYTECODE = 1;
    public const byte INET_DIAG_BC_JMP = 1;
    public const byte INET_DIAG_BC_S_COND = 7;

    /// <summary>As a socket's timer: it is in TIME_WAIT, whatever its state says.</summary>
    public const byte TIMER_TIME_WAIT = 3;

    public const byte IPPROTO_TCP = 6;
    public const int TCP_ESTABLISHED = 1;
    public const int TCP_SYN_SENT = 2;
    public const int TCP_SYN_RECV = 3;
    public const int TCP_FIN_WAIT1 = 4;
    public const int TCP_FIN_WAIT2 = 5;
    public const int TCP_CLOSE_WAIT = 8;
    public const int TCP_LAST_ACK = 9;
    public const int TCP_CLOSING = 11;
    public const int TCP_NEW_SYN_RECV = 12;
}
