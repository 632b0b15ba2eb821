namespace Gateway.Tls;

/// <summary>How many labels the asterisk of <c>*.example.com</c> stands for.</summary>
internal enum WildcardReach
{
    /// <summary>Exactly one, as in certificates (RFC 9525 section 6.3).</summary>
    OneLabel,

    /// <summary>One or more, as in sites; the longest wildcard that fits wins.</summary>
    AnyLabels,
}
