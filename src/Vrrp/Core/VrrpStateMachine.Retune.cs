namespace Gateway.Vrrp.Core;

// A new configuration for the same virtual router, without a transition.
public sealed partial class VrrpStateMachine
{
    private const int HurriedAdvertisements = 3;

    // Of a Master that had a shorter interval. A Backup that misses the first word of the longer one would lose its
    // patience by that: the next few come as before.
    private Duration _formerInterval;
    private int _hurriesLeft;

    private Duration AdvertisementPause => _hurriesLeft > 0 ? _formerInterval : _settings.AdvertisementInterval;

    /// <summary>Goes on with other settings: the state stays, timers follow, a Master adds what it now owns and tells
    /// the peers and the segment, with the new priority. What it no longer owns the shell removes BEFORE.</summary>
    /// <param name="now">When it is.</param>
    /// <param name="settings">The new settings, with the effective priority as it is from now on.</param>
    /// <param name="effects">Empty; receives what is to be done.</param>
    /// <exception cref="InvalidOperationException">The buffer is not empty.</exception>
    public void Retune(Instant now, VrrpMachineSettings settings, EffectBuffer effects)
    {
        effects.ThrowIfNotDrained();
        _stateBefore = State;

        // BEFORE anything is added or said, and by the interval that the peers know: as with any input.
        if (State == VrrpState.Master && WokeTooLate(now))
        {
            LeaveMaster(now, TransitionReason.WokeTooLate, default, effects);
        }

        if (settings.AdvertisementInterval > AdvertisementPause)
        {
            (_formerInterval, _hurriesLeft) = (AdvertisementPause, HurriedAdvertisements);
        }
        else
        {
            _hurriesLeft = 0;
        }

        _settings = settings;
        HandlePriority(now, settings.Priority);
        if (State == VrrpState.Backup)
        {
            return;
        }

        _masterInterval = settings.AdvertisementInterval;
        if (State == VrrpState.Master && !IsSilent)
        {
            effects.Add(new(EffectKind.AddAddresses));
            Advertise(now, effects);
            _timers.Start(VrrpTimer.Advertisement, now + AdvertisementPause);
            Announce(now, effects);
        }
        else if (State == VrrpState.Master)
        {
            effects.Add(new(EffectKind.AddAddresses));
        }

        if (!settings.InSyncGroup)
        {
            // A drain that waited for members that it has no more.
            if (_drainStage == DrainStage.Due)
            {
                HandleGroupFarewell(now, effects);
            }

            HandleGroupStay(now, effects);
            HandleGroupLinger(now, effects);
            HandleGroupRelease(now, effects);
        }
    }
}
