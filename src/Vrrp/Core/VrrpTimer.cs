namespace Gateway.Vrrp.Core;

/// <summary>The timers of a virtual router.</summary>
public enum VrrpTimer : byte
{
    /// <summary>Active_Down_Timer: runs in Backup; fires when the Master has been silent for too long.</summary>
    MasterDown,

    /// <summary>Adver_Timer: runs in Master; fires when the next advertisement is due.</summary>
    Advertisement,

    /// <summary>Runs in Master; fires when the addresses are to be announced again.</summary>
    Announcement,

    /// <summary>Runs in Backup, instead of <see cref="MasterDown"/>; fires when nobody answered for the addresses for
    /// long enough.</summary>
    Probe,

    /// <summary>Runs in Master while draining; fires when a stage of the drain has taken long enough.</summary>
    Drain,

    /// <summary>Runs in Master while another Master with a lower priority is heard; fires when that has fallen
    /// silent.</summary>
    Contest,
}
