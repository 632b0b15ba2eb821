namespace Gateway.Vrrp.Core;

/// <summary>The state of a virtual router: the three of RFC 9568 section 6.4 ("Active" there is Master here) and
/// Fault.</summary>
public enum VrrpState : byte
{
    /// <summary>Not started, or stopped.</summary>
    Initialize,

    /// <summary>Another router is, or may be, Master: listening.</summary>
    Backup,

    /// <summary>This router owns the addresses and advertises.</summary>
    Master,

    /// <summary>This router cannot be Master: its <see cref="FaultSet"/> is not empty. It owns nothing and sends
    /// nothing.</summary>
    Fault,
}
