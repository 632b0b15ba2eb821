namespace Gateway.Plugins;

/// <summary>What a <see cref="Notification"/> is about, by the names that <c>On</c> has in the
/// configuration.</summary>
public enum NotificationKind
{
    /// <summary>An instance or group is Master: it owns its addresses, and the kernel has confirmed it.</summary>
    Master,

    /// <summary>An instance or group is Backup.</summary>
    Backup,

    /// <summary>An instance or group cannot take part.</summary>
    Fault,

    /// <summary>An instance or group ends, with the gateway or by a reload.</summary>
    Stop,

    /// <summary>The effective priority of an instance has changed.</summary>
    PriorityChanged,

    /// <summary>A health check has become good.</summary>
    CheckUp,

    /// <summary>A health check has failed.</summary>
    CheckDown,

    /// <summary>Two machines seem to own an instance's addresses, or would if one of them died.</summary>
    SplitBrain,

    /// <summary>A Backup has lost its Master, who fell silent without a farewell. Only a Master speaks: it misses no
    /// Backup.</summary>
    PeerLost,

    /// <summary>A new configuration was refused; the old one goes on.</summary>
    ConfigurationRejected,

    /// <summary>A certificate is about to expire, or has.</summary>
    CertificateExpiring,
}
