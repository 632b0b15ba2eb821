namespace Gateway.Vrrp.Core;

// A new configuration for the same virtual router, without a transition.
public sealed partial class VrrpStateMachine
{
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
            _timers.Start(VrrpTimer.Advertisement, now + settings.AdvertisementInterval);
            Announce(now, effects);
        }
        else if (State == VrrpState.Master)
        {
            effects.Add(new(EffectKind.AddAddresses));
        }

        if (!settings.InSyncGroup)
        {
            // A drain that waited for members that it has no more.
            HandleGroupFarewell(now, effects);
            HandleGroupLinger(now, effects);
            HandleGroupRelease(now, effects);
        }
    }
}
