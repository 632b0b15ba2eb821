namespace Gateway.Vrrp.Core;

// Whoever never heard a Master may be deaf, or alone with a machine that has the address without VRRP: ask first.
public sealed partial class VrrpStateMachine
{
    /// <summary>How often in a row a Backup listens again because another machine claims a virtual address. Then it
    /// takes over: VRRP has no quorum, and somebody must serve.</summary>
    public const int ClaimsRespected = 3;

    private static readonly Duration ProbeTime = Duration.FromMilliseconds(200);
    private static readonly Duration ClaimPatience = Duration.FromMilliseconds(100);

    private bool _needsProbe;
    private int _claims;
    private Instant _claimAnsweredAt = Longago;

    private void HandleMasterDown(Instant now, EffectBuffer effects)
    {
        if (_needsProbe && Priority != PriorityLedger.OwnerPriority && !_isReady)
        {
            effects.Add(new(EffectKind.ProbeAddresses));
            _timers.Stop(VrrpTimer.MasterDown);
            _timers.Start(VrrpTimer.Probe, now + ProbeTime);
        }
        else
        {
            TakeOverOrAsk(now, effects);
        }
    }

    private void HandleAddressClaimed(Instant now, EffectBuffer effects)
    {
        // A Master that was heard meanwhile explains the claim.
        if (_timers.IsRunning(VrrpTimer.Probe) && _needsProbe)
        {
            effects.Add(new(EffectKind.ReportClaimed, Count: ++_claims));
            if (_claims <= ClaimsRespected)
            {
                ListenAgain(now);
            }
        }
        else if (State == VrrpState.Master && !IsDraining)
        {
            AnswerClaim(now);
        }
    }

    // Not at once: a successor may tell the segment first and advertise behind that. An answer in between would take
    // back what it told, and it may not tell it again: to its clients the address would be dead for seconds.
    private void AnswerClaim(Instant now)
    {
        var pause = _settings.Announcements.ContestPause;
        if (pause > Duration.Zero && (_claimAnsweredAt == Longago || now - _claimAnsweredAt >= pause))
        {
            _claimAnsweredAt = now;
            var answer = now + ClaimPatience;
            if (answer < _timers.Deadline(VrrpTimer.Announcement))
            {
                _timers.Start(VrrpTimer.Announcement, answer);
            }
        }
    }
}
