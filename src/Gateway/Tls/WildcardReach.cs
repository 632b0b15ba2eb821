namespace Gateway.Tls;

/// <summary>Which names <c>*.example.com</c> stands for.</summary>
internal enum WildcardReach
{
    /// <summary>Those one label below, as in certificates (RFC 9525 section 6.3).</summary>
    OneLabel,

    /// <summary>All names below, as in the hosts of sites and routes.</summary>
    AllBelow,
}
