namespace Lab.Network;

/// <summary>Whether the machines ask for duplicates of a new IPv6 address (RFC 4862 section 5.4).</summary>
internal enum DuplicateDetection
{
    /// <summary>No: an address can be used at once.</summary>
    Off,

    /// <summary>Yes, as machines do, but four times: an address is tentative for four to five seconds.</summary>
    On,
}
