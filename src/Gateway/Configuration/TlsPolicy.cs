namespace Gateway.Configuration;

/// <summary>Which versions and suites of TLS are spoken; the names are those of Mozilla's recommendations.</summary>
internal enum TlsPolicy
{
    /// <summary>TLS 1.3, and 1.2 with forward secrecy and authenticated encryption: every client since 2014.</summary>
    Intermediate,

    /// <summary>TLS 1.3 alone: every client since 2019.</summary>
    Modern,
}
