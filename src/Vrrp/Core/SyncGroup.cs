using System.Collections.Immutable;

namespace Gateway.Vrrp.Core;

/// <summary>Virtual routers that move as one: all of them Master, or none. Pure: it looks at its members and says what
/// they are to be told. The shell asks after every input that a member has handled, and goes on asking until there is
/// nothing left to tell:
/// <code>while (group.TryNext(out var member, out var input)) { Handle(now, member, input); }</code>
/// The machines have <see cref="VrrpMachineSettings.InSyncGroup"/>.
/// <para>The order is a contract. Faults BEFORE everything else, new ones before those that are over. Each member does
/// all effects of its input before the next member gets one, in the order of the members. Becoming Master: when the
/// last member is ready, all take over at once, as members do alone. Leaving: who left first has already removed its
/// addresses; each other one that is Master advertises priority 0, removes addresses, reports
/// <see cref="TransitionReason.SyncGroup"/>, or <see cref="TransitionReason.FaultRaised"/> when a fault was the cause.
/// Draining: what one member is told, all are; every one keeps its addresses until each has its successor or has waited
/// long enough; then they linger, and when the last has, they leave one after the other. When none has a successor,
/// they stay. A member that a new
/// configuration adds joins the others, also as Master, the moment it starts: they do not leave for
/// it.</para></summary>
public sealed class SyncGroup
{
    private readonly ImmutableArray<VrrpStateMachine> _members;

    // What each member is still to be told of the last decision; Tick for nothing.
    private readonly VrrpInputKind[] _orders;

    // The group decided to be Master, and no member has left since.
    private bool _isMaster;
    private bool _isDraining;
    private bool _isSpreadingDrain;

    // Who has not started yet in a group whose other members are Master.
    private readonly bool[] _isAwaited;

    /// <summary>A group of machines that agree: in Initialize, or, in a configuration that changed, all of them Master
    /// or none, all draining or none, but for new ones in Initialize. Those that do not are made to.</summary>
    /// <param name="members">Two or more. Their places are the subjects of
    /// <see cref="FaultKind.GroupMemberDown"/>.</param>
    public SyncGroup(ImmutableArray<VrrpStateMachine> members)
    {
        _members = members;
        _orders = new VrrpInputKind[members.Length];
        _isMaster = members.Any(member => member.State == VrrpState.Master)
            && members.All(member => member.State is VrrpState.Master or VrrpState.Initialize);
        _isDraining = members.All(member => member.IsDraining);
        _isAwaited = [.. members.Select(member => _isMaster && member.State == VrrpState.Initialize)];
    }

    /// <summary>Whether every member is Master, or is about to be.</summary>
    public bool IsMaster => _isMaster;

    /// <summary>What is to be told next.</summary>
    /// <param name="member">Whom.</param>
    /// <param name="input">What.</param>
    /// <returns>False when the members agree.</returns>
    public bool TryNext(out int member, out VrrpInput input)
    {
        if (TryNextFault(raised: true, out member, out input)
            || TryNextFault(raised: false, out member, out input)
            || TryNextDrain(out member, out input))
        {
            return true;
        }

        Decide();
        return TryNextOrder(out member, out input);
    }

    // A fault of one keeps all out of Master. Its own faults only: that a member follows another must not come back.
    private bool TryNextFault(bool raised, out int member, out VrrpInput input)
    {
        for (var down = 0; down < _members.Length; down++)
        {
            var fault = new Fault(FaultKind.GroupMemberDown, down);
            for (member = 0; member < _members.Length; member++)
            {
                if (member != down && _members[down].Faults.HasOwn == raised
                    && _members[member].Faults.Contains(fault) != raised)
                {
                    input = raised ? VrrpInput.FaultRaised(fault) : VrrpInput.FaultCleared(fault);
                    return true;
                }
            }
        }

        (member, input) = (0, default);
        return false;
    }

    private bool TryNextDrain(out int member, out VrrpInput input)
    {
        input = default;
        if (!TryFindOutOfStep(out member))
        {
            _isSpreadingDrain = false;
            return false;
        }

        if (!_isSpreadingDrain)
        {
            _isSpreadingDrain = true;
            _isDraining = !_isDraining;
        }

        input = _isDraining ? VrrpInput.Drain : VrrpInput.Undrain;
        return TryFindOutOfStep(out member);
    }

    private bool TryFindOutOfStep(out int member)
    {
        for (member = 0; member < _members.Length; member++)
        {
            if (_members[member].IsDraining != _isDraining)
            {
                return true;
            }
        }

        return false;
    }

    private void Decide()
    {
        WelcomeNew();
        if (_isMaster && HasLost())
        {
            _isMaster = false;
            Array.Clear(_orders);
        }

        if (!_isMaster)
        {
            // Whoever is Master without the group, or has an order to let go: only the order counts, if there is one.
            OrderStragglers();
            if (AreAllReady())
            {
                _isMaster = true;
                Array.Fill(_orders, VrrpInputKind.GroupTakeOver);
            }
        }
        else if (!HasOrders())
        {
            DecideDrain();
        }
    }

    // Not into a drain, whose end would wait for one that was never Master.
    private void WelcomeNew()
    {
        for (var i = 0; i < _members.Length; i++)
        {
            if (_isAwaited[i] && _members[i].State != VrrpState.Initialize)
            {
                _isAwaited[i] = false;
                _orders[i] = _isMaster && !_isDraining ? VrrpInputKind.GroupJoin : default;
            }
        }
    }

    // A member without an order to become Master must be Master, once it has started.
    private bool HasLost()
    {
        for (var i = 0; i < _members.Length; i++)
        {
            if (_members[i].State != VrrpState.Master && !_isAwaited[i]
                && _orders[i] is not (VrrpInputKind.GroupTakeOver or VrrpInputKind.GroupJoin))
            {
                return true;
            }
        }

        return false;
    }

    private void OrderStragglers()
    {
        for (var i = 0; i < _members.Length; i++)
        {
            if (_members[i].State == VrrpState.Master && _orders[i] == default)
            {
                _orders[i] = VrrpInputKind.GroupResign;
            }
        }
    }

    private bool AreAllReady()
    {
        foreach (var member in _members)
        {
            if (!member.IsReady)
            {
                return false;
            }
        }

        return true;
    }

    private bool HasOrders()
    {
        foreach (var order in _orders)
        {
            if (order != default)
            {
                return true;
            }
        }

        return false;
    }

    // Members that a new configuration brought together may be further than the others: they wait, too.
    private void DecideDrain()
    {
        if (AreAll(DrainStage.Lingered))
        {
            Array.Fill(_orders, VrrpInputKind.GroupRelease);
            _isMaster = false;
        }
        else if (AreAll(DrainStage.Unrelieved))
        {
            Array.Fill(_orders, VrrpInputKind.GroupStay);
        }
        else if (!IsAny(DrainStage.None) && !IsAny(DrainStage.Lowered) && !IsAny(DrainStage.Farewell))
        {
            DecideDrainEnd();
        }
    }

    // Who is a last resort has nothing to wait for but a member that does something.
    private void DecideDrainEnd()
    {
        var isAnyDue = IsAny(DrainStage.Due);
        var isAnyOver = IsAny(DrainStage.Unrelieved) || IsAny(DrainStage.Over) || IsAny(DrainStage.Lingering)
            || IsAny(DrainStage.Lingered);
        for (var i = 0; i < _members.Length; i++)
        {
            _orders[i] = _members[i].DrainStage switch
            {
                DrainStage.Due => VrrpInputKind.GroupFarewell,
                DrainStage.LastResort when isAnyDue || isAnyOver => VrrpInputKind.GroupFarewell,
                DrainStage.Beaten or DrainStage.Unrelieved or DrainStage.Over
                    when !isAnyDue && !IsAny(DrainStage.LastResort) => VrrpInputKind.GroupLinger,
                _ => default,
            };
        }
    }

    private bool IsAny(DrainStage stage)
    {
        foreach (var member in _members)
        {
            if (member.DrainStage == stage)
            {
                return true;
            }
        }

        return false;
    }

    private bool AreAll(params ReadOnlySpan<DrainStage> stages)
    {
        foreach (var member in _members)
        {
            if (!stages.Contains(member.DrainStage))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryNextOrder(out int member, out VrrpInput input)
    {
        for (member = 0; member < _orders.Length; member++)
        {
            if (_orders[member] != default)
            {
                input = VrrpInput.OfGroup(_orders[member]);
                _orders[member] = default;
                return true;
            }
        }

        input = default;
        return false;
    }
}
