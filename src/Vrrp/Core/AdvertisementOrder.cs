namespace Gateway.Vrrp.Core;

/// <summary>Who wins when two routers advertise (RFC 9568 section 6.4.3): the higher priority, then the higher
/// address.</summary>
public static class AdvertisementOrder
{
    /// <summary>Whether the sender of an advertisement beats us while we are Master.</summary>
    public static bool Beats(byte priority, IpAddr source, byte ownPriority, IpAddr ownSource) =>
        priority > ownPriority || (priority == ownPriority && source.CompareTo(ownSource) > 0);

    /// <summary>Whether a Backup lets the sender of an advertisement be Master (RFC 9568 section 6.4.2): when its
    /// priority is no lower, and without Preempt always, but for one that drains and is the last resort: it wants to be
    /// relieved. Addresses do not count.</summary>
    public static bool LetsBe(byte priority, byte ownPriority, bool preempt) =>
        priority >= ownPriority || (!preempt && priority != VrrpStateMachine.DrainPriority);
}
