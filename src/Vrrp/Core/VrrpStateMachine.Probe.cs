namespace Gateway.Vrrp.Core;

// Whoever never heard a Master may be deaf, or alone with a machine that has the address without VRRP: ask first.
public sealed partial class VrrpStateMachine
{
    /// <summary>How often in a row a Backup listens again because another machine claims a virtual address. Then it
    /// takes over: VRRP has no quorum, and somebody must serve.</summary>
    public const int ClaimsRespected = 3;

    private static readonly Duration ProbeTime = Duration.FromMilliseconds(200);

    private bool _needsProbe;
    private int _claims;

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
}
