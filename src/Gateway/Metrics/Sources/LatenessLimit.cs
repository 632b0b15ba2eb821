using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Metrics.Sources;

/// <summary>How late the engine may be.</summary>
internal static class LatenessLimit
{
    /// <summary>Before the first Master loses addresses: to a Backup of the highest rank, or to the kernel.</summary>
    /// <returns>Null without virtual routers.</returns>
    public static Duration? Of(VrrpConfig config) => config.VirtualRouters.IsEmpty
        ? null
        : config.VirtualRouters.Min(Of);

    private static Duration Of(VirtualRouterConfig router)
    {
        var lease = Timing.LeaseSlack(router.AdvertisementInterval);
        var patience = Timing.Slack(router.Version, PriorityLedger.OwnerPriority, router.AdvertisementInterval);
        return router.HasPeers && patience < lease ? patience : lease;
    }
}
