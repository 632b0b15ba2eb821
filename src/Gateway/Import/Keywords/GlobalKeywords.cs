using System.Collections.Frozen;
using Gateway.Import.Reporting;
using static Gateway.Import.Reporting.Verdict;

namespace Gateway.Import.Keywords;

/// <summary>The keywords of <c>global_defs</c> that have no key here, and what there is to say.</summary>
internal static class GlobalKeywords
{
    /// <summary>What strict mode means.</summary>
    public const string Strict =
        "strict mode is left out: it makes keepalived drop what is sent to the addresses (no ping, no connection), "
            + "ignore authentication, and refuse unicast. Here the addresses answer.";

    /// <summary>What the kernel's load balancer means.</summary>
    public const string Ipvs = "the kernel's load balancer (IPVS) is not used; this gateway proxies itself.";

    private const string Mail = "speaks of mails, and no instance asks for any (smtp_alert).";
    private const string Announcements = "announcements have spaces of their own.";
    private const string Scheduling = "the VRRP thread asks for real-time scheduling by itself.";
    private const string Names = "there is one process, and its name is gateway.";
    private const string Metrics = "SNMP is not spoken.";
    private const string Bus = "D-Bus is not spoken.";
    private const string Firewall = "no firewall rules are made.";
    private const string Buffers = "the receive buffers take care of themselves.";
    private const string Reload = "a configuration is checked as a whole before it is used, always.";
    private const string Files = "has no meaning here.";
    private const string Rights = "plugins and scripts that others can write are refused, always.";

    /// <summary>Keyword to verdict.</summary>
    public static FrozenDictionary<string, Verdict> Verdicts { get; } = new Dictionary<string, Verdict>
    {
        ["vrrp_strict"] = Warn(Strict),
        ["router_id"] = Drop("the name in Nodes takes its place."),
        ["vrrp_skip_check_adv_addr"] = InstanceKeywords.Verdicts["skip_check_adv_addr"],
        ["vrrp_check_unicast_src"] = InstanceKeywords.Verdicts["check_unicast_src"],
        ["vrrp_lower_prio_no_advert"] = InstanceKeywords.Verdicts["lower_prio_no_advert"],
        ["vrrp_higher_prio_send_advert"] = InstanceKeywords.Verdicts["higher_prio_send_advert"],
        ["vrrp_owner_ignore_adverts"] = InstanceKeywords.Verdicts["owner_ignore_adverts"],
        ["v3_checksum_as_v2"] = InstanceKeywords.Verdicts["v3_checksum_as_v2"],
        ["vrrp_garp_extra_if"] = InstanceKeywords.Verdicts["garp_extra_if"],
        ["vrrp_vmac_garp_intvl"] = InstanceKeywords.Verdicts["garp_extra_if"],
        ["vrrp_garp_interval"] = Drop(Announcements),
        ["vrrp_gna_interval"] = Drop(Announcements),
        ["dynamic_interfaces"] = Drop("an interface may come later, always."),
        ["enable_script_security"] = Drop(Rights),
        ["log_unknown_vrids"] = Drop("a foreign virtual router on the segment is told, always."),
        ["max_auto_priority"] = Drop(Scheduling),
        ["min_auto_priority_delay"] = Drop(Scheduling),
        ["disable_local_igmp"] = Warn(Firewall),
        ["vrrp_delay_after_boot"] = Warn(
            "counts from the boot of the machine; StartupDelay counts from the start of the gateway: set it if need "
                + "be."),
        ["set_supplementary_groups"] = Warn("scripts run with the groups that their user has."),
        ["use_symlink_paths"] = Drop(Files),
        ["startup_script"] = Warn("is not run; put it into ExecStartPre of the systemd unit."),
        ["shutdown_script"] = Warn("is not run; put it into ExecStopPost of the systemd unit."),
        ["startup_script_timeout"] = Drop("goes with startup_script."),
        ["shutdown_script_timeout"] = Drop("goes with shutdown_script."),
        ["notify_fifo_script"] = Warn("is not started; start it beside the gateway."),
        ["vrrp_notify_fifo_script"] = Warn("is not started; start it beside the gateway."),
        ["vrrp_notify_priority_changes"] = InstanceKeywords.Verdicts["notify_priority_changes"],
        ["fifo_write_vrrp_states_on_reload"] = Drop("a reload moves nothing that it does not name."),
        ["notification_email"] = Drop(Mail),
        ["notification_email_from"] = Drop(Mail),
        ["smtp_server"] = Drop(Mail),
        ["smtp_connect_timeout"] = Drop(Mail),
        ["smtp_helo_name"] = Drop(Mail),
        ["smtp_alert_checker"] = Drop(Ipvs),
        ["no_email_faults"] = Drop(Mail),
        ["umask"] = Drop(Files),
        ["random_seed"] = Drop(Files),
        ["json_version"] = Drop(Files),
        ["data_use_instance"] = Drop(Files),
        ["config_save_dir"] = Drop(Reload),
        ["tmp_config_directory"] = Drop(Reload),
        ["include_check"] = Drop("a missing file of an include is told, always."),
        ["child_wait_time"] = Drop(Names),
        ["vrrp_mcast_group4"] = Warn(GroupOnly("224.0.0.18")),
        ["vrrp_mcast_group6"] = Warn(GroupOnly("ff02::12")),
        ["vmac_prefix"] = Drop("virtual interfaces have names of their own."),
        ["vmac_addr_prefix"] = Drop("virtual interfaces have names of their own."),
        ["iproute_usr_dir"] = Drop(Files),
        ["iproute_etc_dir"] = Drop(Files),
    }.ToFrozenDictionary();

    /// <summary>What is said alike of a family of keywords, by how they begin.</summary>
    private static readonly (string Start, Verdict Verdict)[] Families =
    [
        ("lvs_", Warn(Ipvs)), ("checker_", Drop(Ipvs)), ("rs_init_notifies", Drop(Ipvs)),
        ("no_checker_emails", Drop(Ipvs)), ("nftables_ipvs", Drop(Ipvs)), ("bfd_", Drop("BFD is not supported.")),
        ("nftables", Warn(Firewall)), ("vrrp_iptables", Warn(Firewall)), ("vrrp_ipsets", Drop(Firewall)),
        ("enable_snmp", Warn(Metrics)), ("snmp_", Drop(Metrics)), ("enable_traps", Warn(Metrics)),
        ("enable_dbus", Drop(Bus)), ("dbus_", Drop(Bus)), ("reload_", Drop(Reload)),
        ("vrrp_netlink_", Drop(Buffers)), ("process_monitor_", Drop(Buffers)), ("vrrp_rx_bufs", Drop(Buffers)),
        ("process_name", Drop(Names)), ("vrrp_process_name", Drop(Names)), ("state_dump", Drop(Files)),
        ("stats_dump", Drop(Files)), ("json_dump", Drop(Files)), ("vrrp_priority", Drop(Scheduling)),
        ("vrrp_no_swap", Drop(Scheduling)), ("vrrp_rt_priority", Drop(Scheduling)),
        ("vrrp_rlimit", Drop(Scheduling)), ("vrrp_cpu_affinity", Drop(Scheduling)),
    ];

    /// <summary>What another group means.</summary>
    public static string GroupOnly(string group) =>
        $"multicast goes to {group} alone (RFC 9568 section 5.1); use unicast to keep virtual routers apart.";

    /// <summary>The verdict on a keyword; null when it is not known.</summary>
    public static Verdict? Find(string keyword) => Verdicts.GetValueOrDefault(keyword)
        ?? Families.FirstOrDefault(family => keyword.StartsWith(family.Start, StringComparison.Ordinal)).Verdict;
}
