namespace Gateway.Vrrp.Packets;

/// <summary>The steps of introducing HMAC into a running pair.</summary>
public enum HmacMode : byte
{
    /// <summary>Sent, and required of others.</summary>
    Enforce,

    /// <summary>Sent; packets without it are accepted.</summary>
    Permissive,

    /// <summary>Not sent; checked where it is there, and packets without it are accepted.</summary>
    ReceiveOnly,
}
