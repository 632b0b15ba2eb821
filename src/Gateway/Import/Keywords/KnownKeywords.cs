using Gateway.Vrrp.Config;

namespace Gateway.Import.Keywords;

/// <summary>The keywords that do have a key here, for the hint at a misspelt one.</summary>
internal static class KnownKeywords
{
    /// <summary>The end of a message about a keyword that nobody knows.</summary>
    public static string Hint(string keyword, IEnumerable<string> known) =>
        NearestName.Find(keyword, known) is { } nearest
            ? $"did you mean \"{nearest}\"? It is left out."
            : "it is left out.";

    /// <summary>Those of <c>global_defs</c>.</summary>
    public static IReadOnlyList<string> Global { get; } =
    [
        "vrrp_version", "vrrp_garp_master_delay", "vrrp_garp_master_repeat", "vrrp_garp_master_refresh",
        "vrrp_garp_master_refresh_repeat", "vrrp_garp_lower_prio_delay", "vrrp_garp_lower_prio_repeat",
        "vrrp_down_timer_adverts", "vrrp_min_garp", "vrrp_startup_delay", "default_interface", "script_user",
        "smtp_alert", "smtp_alert_vrrp", "notify_fifo", "vrrp_notify_fifo",
        .. GlobalKeywords.Verdicts.Keys,
    ];

    /// <summary>Those outside of any block.</summary>
    public static IReadOnlyList<string> Root { get; } =
    [
        "global_defs", "vrrp_instance", "vrrp_sync_group", "vrrp_script", "vrrp_track_process", "track_file",
        .. RootKeywords.Verdicts.Keys,
    ];

    /// <summary>Those of a <c>vrrp_instance</c>.</summary>
    public static IReadOnlyList<string> Instance { get; } =
    [
        "state", "interface", "virtual_router_id", "priority", "version", "advert_int", "preempt", "nopreempt",
        "preempt_delay", "down_timer_adverts", "virtual_ipaddress", "virtual_ipaddress_excluded", "mcast_src_ip",
        "unicast_src_ip", "unicast_peer", "unicast_ttl", "mcast_dst_ip", "use_vmac", "garp_master_delay",
        "garp_master_repeat", "garp_master_refresh", "garp_master_refresh_repeat", "garp_lower_prio_delay",
        "garp_lower_prio_repeat", "authentication", "auth_hmac", "track_interface", "track_script", "track_process",
        "track_file", "notify", "notify_master", "notify_backup", "notify_fault", "notify_stop", "smtp_alert",
        .. InstanceKeywords.Verdicts.Keys,
    ];
}
