using Gateway.Plugins;

namespace Gateway.Notify;

/// <summary>Something that has happened, as whoever noticed it says it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Subject">Whom it is about, as <see cref="Notification.Subject"/>.</param>
/// <param name="Reason">Why, in one sentence; may be empty.</param>
internal readonly record struct News(NotificationKind Kind, string Subject, string Reason)
{
    /// <summary>As <see cref="Notification.Priority"/>.</summary>
    public int Priority { get; init; }

    /// <summary>As <see cref="Notification.IsGroup"/>.</summary>
    public bool IsGroup { get; init; }
}
