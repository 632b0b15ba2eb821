namespace Gateway.Plugins;

/// <summary>Something that has happened, for people and their tools.</summary>
public sealed record Notification
{
    /// <summary>What has happened.</summary>
    public required NotificationKind Kind { get; init; }

    /// <summary>Whom it is about: the name of an instance, sync group, check or certificate, or the configuration's
    /// path.</summary>
    public required string Subject { get; init; }

    /// <summary>Whether <see cref="Subject"/> is a sync group: "GROUP" in keepalived's words, "INSTANCE"
    /// otherwise.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The effective priority of the instance, 0 to 255; of a group, the highest of its members; 0 for what
    /// has none.</summary>
    public int Priority { get; init; }

    /// <summary>Why, in one sentence: "no Master was heard". May be empty; never null.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Counts the notifications of this process, from 1. Gaps are what the configuration does not ask for, or
    /// what newer news has replaced.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The machine, by its name in <c>Nodes</c>.</summary>
    public required string Node { get; init; }
}
