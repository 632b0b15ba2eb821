namespace Shared.Naming;

/// <summary>What is asked for.</summary>
public enum DnsRecordType
{
    /// <summary>An IPv4 address.</summary>
    A,

    /// <summary>An IPv6 address.</summary>
    AAAA,
}
