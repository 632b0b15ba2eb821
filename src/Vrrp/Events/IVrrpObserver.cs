namespace Gateway.Vrrp.Events;

/// <summary>Listens to the engine. Called on the thread "vrrp-events", one event at a time, in order; an observer that
/// is slow delays other observers, never the engine.</summary>
public interface IVrrpObserver
{
    /// <summary>Takes one event. An exception is swallowed by the pump after it has been counted.</summary>
    void On(in VrrpEvent vrrpEvent);
}
