using Gateway.Observability;
using Gateway.Plugins;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Notify;

/// <summary>Makes news of what the engine tells. The engine tells it AFTER the kernel has confirmed the addresses.
/// State belongs to the thread "vrrp-events".</summary>
/// <remarks>Only a Master speaks, so what can be lost is a Master: a Backup that takes over from one that fell silent
/// has lost its peer. A Master never hears its Backups and cannot miss them.</remarks>
/// <param name="config">The virtual routers and their groups; see <see cref="Follow"/>.</param>
/// <param name="notifier">Who is told.</param>
internal sealed class VrrpNews(VrrpConfig config, Notifier notifier) : IVrrpObserver
{
    // What goes on for long is told again now and then, not every minute as the log does.
    private static readonly Duration SplitBrainPause = Duration.FromSeconds(3600);

    // Replaced whole, read once an event.
    private volatile VrrpConfig _config = config;

    private readonly Dictionary<string, (NotificationKind Kind, int Priority)> _routers = [];
    private readonly Dictionary<string, NotificationKind> _groups = [];
    private readonly Dictionary<(string?, VrrpEventKind), Instant> _splitBrains = [];

    /// <summary>What drains are for.</summary>
    public DrainPurpose Purpose { get; init; } = new();

    /// <summary>Speaks of these groups from now on. BEFORE the engine applies them. Any thread.</summary>
    public void Follow(VrrpConfig next) => _config = next;

    /// <inheritdoc/>
    public void On(in VrrpEvent vrrpEvent)
    {
        switch (vrrpEvent.Kind)
        {
            case VrrpEventKind.StateChanged:
                OnState(vrrpEvent);
                break;
            case VrrpEventKind.PriorityChanged:
                OnPriority(vrrpEvent);
                break;
            case VrrpEventKind.EngineFailed:
                OnEngineFailed(vrrpEvent);
                break;
            default:
                OnSplitBrain(vrrpEvent);
                break;
        }
    }

    private void OnState(in VrrpEvent change)
    {
        var name = change.VirtualRouter!;
        if (change.Reason == TransitionReason.MasterSilent && change.Peer.Family != IpFamily.None)
        {
            notifier.Raise(new(NotificationKind.PeerLost, name, $"{change.Peer} fell silent")
            {
                Priority = change.Priority,
            });
        }

        var kind = change.To switch
        {
            VrrpState.Master => NotificationKind.Master,
            VrrpState.Backup => NotificationKind.Backup,
            VrrpState.Fault => NotificationKind.Fault,
            _ => NotificationKind.Stop,
        };
        var current = _config;
        var reason = VrrpSentences.Why(change, current, Purpose);
        _routers[name] = (kind, change.Priority);
        notifier.Raise(new(kind, name, reason) { Priority = change.Priority });
        foreach (var group in current.SyncGroups)
        {
            OnGroup(current, group, reason);
        }
    }

    /// <summary>A group is in a state when all its members are.</summary>
    private void OnGroup(VrrpConfig current, SyncGroupConfig group, string reason)
    {
        var members = group.Members
            .Select(member => current.VirtualRouters[member].Name)
            .Select(name => _routers.GetValueOrDefault(name, ((NotificationKind)(-1), 0)))
            .ToArray();
        var kind = members[0].Item1;
        if (members.All(member => member.Item1 == kind) && Enum.IsDefined(kind)
            && (!_groups.TryGetValue(group.Name, out var before) || before != kind))
        {
            _groups[group.Name] = kind;
            notifier.Raise(new(kind, group.Name, reason)
            {
                IsGroup = true,
                Priority = members.Max(member => member.Item2),
            });
        }
    }

    private void OnPriority(in VrrpEvent change)
    {
        var name = change.VirtualRouter!;
        if (_routers.TryGetValue(name, out var router))
        {
            _routers[name] = router with { Priority = change.Priority };
        }

        notifier.Raise(new(
            NotificationKind.PriorityChanged, name, $"priority {change.PriorityBefore} -> {change.Priority}")
        {
            Priority = change.Priority,
        });
    }

    private void OnEngineFailed(in VrrpEvent failure)
    {
        var reason = $"the VRRP engine failed, and the gateway stops: {failure.Detail}";
        foreach (var router in _config.VirtualRouters)
        {
            notifier.Raise(new(NotificationKind.Fault, router.Name, reason));
        }
    }

    private void OnSplitBrain(in VrrpEvent sign)
    {
        if (VrrpSentences.SplitBrain(sign) is not { } reason)
        {
            return;
        }

        var key = (sign.VirtualRouter, sign.Kind);
        if (_splitBrains.TryGetValue(key, out var told) && sign.At - told < SplitBrainPause)
        {
            return;
        }

        _splitBrains[key] = sign.At;
        notifier.Raise(new(NotificationKind.SplitBrain, sign.VirtualRouter ?? "engine", reason)
        {
            Priority = sign.Priority,
        });
    }
}
