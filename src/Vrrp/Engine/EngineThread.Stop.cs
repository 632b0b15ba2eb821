using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;

namespace Gateway.Vrrp.Engine;

// The end.
internal sealed partial class EngineThread
{
    /// <summary>Stops every virtual router, which gives the addresses back: at the end, and after a failure of the loop
    /// as far as it still goes.</summary>
    public void StopRouters()
    {
        foreach (var router in _routers)
        {
            // Nobody waits for the next one.
            _sockets.Aborts.Begin();
            router.Stop(MonotonicClock.Now);
        }

        RemoveVirtualMacs(MonotonicClock.Now, _ => true);
        _isSnapshotStale = true;
    }

    // A stop waits until the peers have the addresses: then nothing is lost.
    private bool IsDrained()
    {
        if (_stopAt == Instant.Never)
        {
            return false;
        }

        foreach (var router in _routers)
        {
            if (router.State == VrrpState.Master)
            {
                return false;
            }
        }

        return true;
    }
}
