using Gateway.Plugins;

namespace Gateway.Notify;

/// <summary>A notification that is to be told.</summary>
/// <param name="Notification">The notification.</param>
/// <param name="Attempts">How often it was tried in vain.</param>
internal readonly record struct Waiting(Notification Notification, int Attempts)
{
    /// <summary>Of its subject, only the latest of a topic is told.</summary>
    public Topic Topic => Topics.Of(Notification.Kind);

    /// <summary>What is told in order: instance and sync group may have one name.</summary>
    public (string Name, bool IsGroup) Subject => (Notification.Subject, Notification.IsGroup);
}
