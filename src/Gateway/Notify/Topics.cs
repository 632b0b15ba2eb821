using Gateway.Plugins;

namespace Gateway.Notify;

/// <summary>The topic of each kind of news.</summary>
internal static class Topics
{
    /// <summary>The topic of a kind.</summary>
    public static Topic Of(NotificationKind kind) => kind switch
    {
        NotificationKind.Master or NotificationKind.Backup or NotificationKind.Fault or NotificationKind.Stop =>
            Topic.State,
        NotificationKind.PriorityChanged => Topic.Priority,
        NotificationKind.CheckUp or NotificationKind.CheckDown => Topic.Check,
        NotificationKind.SplitBrain => Topic.SplitBrain,
        NotificationKind.PeerLost => Topic.Peer,
        NotificationKind.ConfigurationRejected => Topic.Configuration,
        NotificationKind.CertificateExpiring => Topic.Certificate,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a topic."),
    };

    /// <summary>Whether news of this topic are about an instance or a sync group.</summary>
    public static bool IsOfInstance(Topic topic) =>
        topic is Topic.State or Topic.Priority or Topic.SplitBrain or Topic.Peer;
}
