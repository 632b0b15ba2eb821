using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Lab.Kernel;

/// <summary>Counts how often each virtual router became Master. Thread-safe.</summary>
internal sealed class MasterCount : IVrrpObserver
{
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>The count of one virtual router.</summary>
    public int this[string router]
    {
        get
        {
            lock (_counts)
            {
                return _counts.GetValueOrDefault(router);
            }
        }
    }

    public void On(in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent.Kind == VrrpEventKind.StateChanged && vrrpEvent.To == VrrpState.Master)
        {
            lock (_counts)
            {
                _counts[vrrpEvent.VirtualRouter!] = _counts.GetValueOrDefault(vrrpEvent.VirtualRouter!) + 1;
            }
        }
    }
}
