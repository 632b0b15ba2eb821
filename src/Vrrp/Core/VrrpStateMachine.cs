namespace Gateway.Vrrp.Core;

/// <summary>One virtual router as a function: state x (now, input)
/// -> state' x effects (RFC 9568 section 6.4). No clock, no IO.
/// <para>The order of effects is a contract. Becoming Master, also by adoption: add addresses, advertise, announce,
/// report. Ending as Master with the addresses kept: add addresses, which renews them, advertise, report. Yielding
/// to a better Master: advertise once more, remove addresses, report. Shutdown and Fault as Master: advertise
/// priority 0, remove addresses, report. While Master: renew, then advertise.</para>
/// <para>Draining as Master: advertise once more, renew, advertise priority 1, and so on until beaten; then as when
/// yielding, but the addresses go a moment later, in which it is silent. If nobody beats it in time: renew, advertise
/// priority 0, renew at every interval, and a moment behind the successor's advertisement remove addresses, report. At
/// the end of that time: renew, advertise priority 1, announce, and so on until beaten; who is to end removes
/// addresses, reports.</para></summary>
public sealed partial class VrrpStateMachine
{
    // Before every instant that a caller can name.
    private static readonly Instant Longago = new(long.MinValue);

    private readonly TimerTable _timers = new();
    private readonly FaultSet _faults = new();

    private VrrpMachineSettings _settings;

    // Active_Adver_Interval: in Backup what the Master advertised last, otherwise our own.
    private Duration _masterInterval;

    // The state in which the last input found us.
    private VrrpState _stateBefore;

    // Configured priority plus trackers; while draining it only waits.
    private byte _ownPriority;

    /// <summary>A machine in Initialize.</summary>
    public VrrpStateMachine(VrrpMachineSettings settings)
    {
        _settings = settings;
        _masterInterval = settings.AdvertisementInterval;
        _ownPriority = settings.Priority;
    }

    /// <summary>The state.</summary>
    public VrrpState State { get; private set; }

    /// <summary>Why it is in this state.</summary>
    public TransitionReason Reason { get; private set; }

    /// <summary>Since when; meaningless before the first transition.</summary>
    public Instant Since { get; private set; }

    /// <summary>The effective priority, 1 to 255; 1 while draining.</summary>
    public byte Priority => IsDraining ? DrainPriority : _ownPriority;

    /// <summary>Whether this router gives the addresses away, or has: from <see cref="VrrpInput.Drain"/> to
    /// <see cref="VrrpInput.Undrain"/>, through every state.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Whether a drain has done its work: this router is no longer Master and can be shut down without harm.
    /// It becomes Master again if all others fall silent.</summary>
    public bool IsDrained => IsDraining && State != VrrpState.Master;

    /// <summary>How many drains nobody ended: it kept the addresses, with priority 1.</summary>
    public long UnrelievedDrains { get; private set; }

    /// <summary>How far a Master has come with its drain.</summary>
    public DrainStage DrainStage => State == VrrpState.Master ? _drainStage : DrainStage.None;

    /// <summary>What keeps this router from being Master.</summary>
    public FaultSet Faults => _faults;

    /// <summary>When <see cref="VrrpInput.Tick"/> is due; <see cref="Instant.Never"/> when nothing is.</summary>
    public Instant NextTimeout => _timers.Next;

    /// <summary>Active_Down_Interval with what is known now: how long a Backup listens.</summary>
    public Duration MasterDownInterval => Timing.MasterDownInterval(_settings.Version, Priority, _masterInterval);

    /// <summary>Takes one input.</summary>
    /// <param name="now">When it is; never earlier than in the call before.</param>
    /// <param name="input">What happened.</param>
    /// <param name="effects">Empty; receives what is to be done, in order, before the next input.</param>
    /// <exception cref="InvalidOperationException">The buffer is not empty.</exception>
    public void Handle(Instant now, in VrrpInput input, EffectBuffer effects)
    {
        effects.ThrowIfNotDrained();
        var state = State;

        // BEFORE the input: a Master that slept must not answer or renew anything until it has listened.
        if (State == VrrpState.Master && WokeTooLate(now))
        {
            LeaveMaster(now, TransitionReason.WokeTooLate, default, effects);
        }

        Dispatch(now, input, effects);

        if (!Invariant.Holds(State, _timers, _faults))
        {
            EnterFault(now, new Fault(FaultKind.InvariantBroken), effects);
        }

        _stateBefore = state;
    }

    private void Dispatch(Instant now, in VrrpInput input, EffectBuffer effects)
    {
        switch (input.Kind)
        {
            case VrrpInputKind.Tick:
                HandleTick(now, effects);
                break;
            case VrrpInputKind.Startup when State == VrrpState.Initialize:
                HandleFirstStartup(now);
                HandleStartup(now, TransitionReason.Startup, effects);
                break;
            case VrrpInputKind.Adopt when State == VrrpState.Initialize:
                HandleFirstStartup(now);
                HandleAdoption(now, effects);
                break;
            case VrrpInputKind.Shutdown:
                HandleShutdown(now, effects);
                break;
            case VrrpInputKind.Advertisement:
                HandleAdvertisement(now, input, effects);
                break;
            case VrrpInputKind.Priority:
                HandlePriority(now, input.Priority);
                break;
            case VrrpInputKind.SourceAddress:
                HandleSource(input.Source);
                break;
            case VrrpInputKind.SourceLost:
                _isMute = true;
                break;
            case VrrpInputKind.FaultRaised:
                EnterFault(now, input.Fault, effects);
                break;
            case VrrpInputKind.FaultCleared:
                LeaveFault(now, input.Fault, effects);
                break;
            case VrrpInputKind.AddressLost when State == VrrpState.Master:
                RestoreAddresses(effects);
                break;
            case VrrpInputKind.AddressClaimed:
                HandleAddressClaimed(now, effects);
                break;
            default:
                DispatchOrder(now, input.Kind, effects);
                break;
        }
    }

    // What somebody wants, an operator or the sync group, as opposed to what happened.
    private void DispatchOrder(Instant now, VrrpInputKind order, EffectBuffer effects)
    {
        switch (order)
        {
            case VrrpInputKind.Keep:
                HandleKeep(now, effects);
                break;
            case VrrpInputKind.Drain:
                HandleDrain(now, effects);
                break;
            case VrrpInputKind.Leave:
                _isLeaving = true;
                HandleDrain(now, effects);
                break;
            case VrrpInputKind.Undrain:
                HandleUndrain(now, effects);
                break;
            case VrrpInputKind.GroupTakeOver:
                HandleGroupTakeOver(now, effects);
                break;
            case VrrpInputKind.GroupJoin:
                HandleGroupJoin(now, effects);
                break;
            case VrrpInputKind.GroupResign:
                HandleGroupResign(now, effects);
                break;
            case VrrpInputKind.GroupFarewell:
                HandleGroupFarewell(now, effects);
                break;
            case VrrpInputKind.GroupStay:
                HandleGroupStay(now, effects);
                break;
            case VrrpInputKind.GroupLinger:
                HandleGroupLinger(now, effects);
                break;
            case VrrpInputKind.GroupRelease:
                HandleGroupRelease(now, effects);
                break;
        }
    }

    private void HandleTick(Instant now, EffectBuffer effects)
    {
        // BEFORE the advertisement: a farewell takes its place.
        if (_timers.IsDue(VrrpTimer.Drain, now))
        {
            HandleDrainTimer(now, effects);
        }

        if (_timers.IsDue(VrrpTimer.MasterDown, now))
        {
            HandleMasterDown(now, effects);
        }
        else if (_timers.IsDue(VrrpTimer.Probe, now))
        {
            TakeOverOrAsk(now, effects);
        }

        if (_timers.IsDue(VrrpTimer.Advertisement, now))
        {
            AdvertiseOnTime(now, effects);
        }

        if (_timers.IsDue(VrrpTimer.Contest, now))
        {
            EndContest(now, effects);
        }

        if (_timers.IsDue(VrrpTimer.Announcement, now))
        {
            AnnounceAgain(now, effects);
        }
    }

    private void HandleAdvertisement(Instant now, in VrrpInput input, EffectBuffer effects)
    {
        switch (State)
        {
            case VrrpState.Backup:
                BackupHears(now, input);
                break;
            case VrrpState.Master:
                MasterHears(now, input, effects);
                break;
        }
    }

    private void HandlePriority(Instant now, byte priority)
    {
        if (priority > _ownPriority)
        {
            _recoveryHoldUntil = now + _settings.RecoveryHold;
        }

        _ownPriority = priority;
        FollowPriority(now);
    }

    private void MoveTo(Instant now, VrrpState state, TransitionReason reason, Heard peer, EffectBuffer effects)
    {
        effects.Add(new(EffectKind.ReportTransition,
            Transition: new(State, state, reason, peer.Source, peer.Priority)));
        // Who has been Master knows the segment; whose takeover the kernel refused was none.
        _needsProbe &= State != VrrpState.Master;
        State = state;
        Reason = reason;
        Since = now;
    }
}
