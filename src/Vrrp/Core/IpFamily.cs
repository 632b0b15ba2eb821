namespace Gateway.Vrrp.Core;

/// <summary>The family of an <see cref="IpAddr"/>.</summary>
public enum IpFamily : byte
{
    /// <summary>No address: the value of <c>default</c>.</summary>
    None,

    /// <summary>IPv4, 4 bytes.</summary>
    IPv4,

    /// <summary>IPv6, 16 bytes.</summary>
    IPv6,
}
