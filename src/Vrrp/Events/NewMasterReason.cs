using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Events;

/// <summary>Why a virtual router became Master, in the words of RFC 8347 (<c>new-master-reason-type</c>).</summary>
public enum NewMasterReason : byte
{
    /// <summary>It never became Master (<c>not-master</c>).</summary>
    NotMaster,

    /// <summary>It started as Master: the address owner, or by adoption (<c>priority</c>).</summary>
    Priority,

    /// <summary>The Master had a lower priority (<c>preempted</c>).</summary>
    Preempted,

    /// <summary>The Master fell silent or resigned (<c>no-response</c>).</summary>
    NoResponse,
}
