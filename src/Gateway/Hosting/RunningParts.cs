using Gateway.Health;
using Gateway.Hosting.Systemd;
using Gateway.Notify;
using Gateway.Proxy;
using Gateway.Vrrp.Config;

namespace Gateway.Hosting;

/// <summary>What a reload changes.</summary>
/// <param name="Proxy">Routes, listeners and certificates.</param>
/// <param name="Checks">Makes health checks.</param>
/// <param name="Scheduler">Runs them.</param>
/// <param name="Actions">Makes notify actions.</param>
/// <param name="Notifier">Tells them.</param>
/// <param name="Words">The way to the engine.</param>
/// <param name="Service">Tells systemd of each reload.</param>
/// <param name="Follow">Tells those who speak of virtual routers, BEFORE the engine has new ones.</param>
internal sealed record RunningParts(
    ProxyServer Proxy,
    ConfiguredChecks Checks,
    HealthScheduler Scheduler,
    ConfiguredActions Actions,
    Notifier Notifier,
    TrackerWords Words,
    Supervisor Service,
    Action<VrrpConfig> Follow)
{
    /// <summary>What operators see and use; null where there is nobody.</summary>
    public AdminParts? Admin { get; init; }
}
