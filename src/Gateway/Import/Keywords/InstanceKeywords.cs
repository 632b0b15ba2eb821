using System.Collections.Frozen;
using Gateway.Import.Reporting;
using static Gateway.Import.Reporting.Verdict;

namespace Gateway.Import.Keywords;

/// <summary>The keywords of a <c>vrrp_instance</c> that have no key here, and what there is to say.</summary>
internal static class InstanceKeywords
{
    /// <summary>Keyword to verdict.</summary>
    public static FrozenDictionary<string, Verdict> Verdicts { get; } = new Dictionary<string, Verdict>
    {
        ["accept"] = Drop("addresses answer on their owner always."),
        ["no_accept"] = Warn("addresses answer on their owner always; close ports with a firewall rule of your own."),
        ["strict_mode"] = Warn(GlobalKeywords.Strict),
        ["native_ipv6"] = Drop("the addresses say which family it is."),
        ["debug"] = Drop("keepalived itself does nothing with it."),
        ["linkbeat_use_polling"] = Drop("the kernel reports the carrier at once."),
        ["dont_track_primary"] = Warn(
            "an instance is in Fault while its own interface is down, always; without it nobody would be served."),
        ["track_src_ip"] = Drop("an instance without a usable source address is in Fault, always."),
        ["check_unicast_src"] = Drop("advertisements are taken from the peers alone, always."),
        ["unicast_fault_no_peer"] = Drop("unicast without a peer is an error of the configuration."),
        ["old_unicast_checksum"] = Warn("the checksum of keepalived 1.3.5 and older is not sent; update the peer."),
        ["v3_checksum_as_v2"] = Drop("both forms of the checksum are taken, and the peer's own is sent to it."),
        ["skip_check_adv_addr"] = Drop("a list of addresses that differs is told, and never dropped."),
        ["no_virtual_ipaddress"] = Warn(
            "an instance owns one address at least; give it one, or move the address by a notify action alone."),
        ["promote_secondaries"] = Warn(
            "is not set for you; run: sysctl -w net.ipv4.conf.all.promote_secondaries=1, when several addresses share "
                + "a network."),
        ["lower_prio_no_advert"] = Drop("a lower priority is answered at once, as RFC 9568 section 6.4.3 asks."),
        ["higher_prio_send_advert"] = Drop("the winner announces its addresses by itself."),
        ["owner_ignore_adverts"] = Drop("priority 255 yields to no lower one."),
        ["timer_expired_backup"] = Drop("a machine that woke up late steps down first, always."),
        ["thread_timer_expired"] = Drop("a machine that woke up late steps down first, always."),
        ["kernel_rx_buf_size"] = Drop("the receive buffers take care of themselves."),
        ["garp_extra_if"] = Drop("addresses on other interfaces are announced with the others."),
        ["vmac_garp_intvl"] = Drop("addresses on other interfaces are announced with the others."),
        ["vmac_xmit_base"] = Warn(
            "where advertisements leave cannot be chosen; see that the switch lets the virtual MAC address pass."),
        ["use_vmac_addr"] = Warn("addresses on other interfaces keep the MAC address of that interface."),
        ["use_ipvlan"] = Warn("ipvlan is not supported; the address lives on the interface itself."),
        ["vrf"] = Warn("routing domains (VRF) are not supported; name the interface of the domain as Interface."),
        ["lvs_sync_daemon_interface"] = Warn(GlobalKeywords.Ipvs),
        ["virtual_routes"] = Warn(
            "routes do not come and go with the addresses; make them permanent, or let a notify script set them."),
        ["virtual_rules"] = Warn(
            "routing rules do not come and go with the addresses; make them permanent, or let a notify script set "
            + "them."),
        ["notify_deleted"] = Warn("has no event of its own; an instance that a reload removes tells Stop."),
        ["notify_master_rx_lower_pri"] = Warn(
            "has no event of its own; SplitBrain is told when two machines own the addresses."),
        ["notify_priority_changes"] = Drop("is for the FIFO; ask for PriorityChanged in Notify."),
        ["track_bfd"] = Warn("BFD is not supported; use shorter advertisement intervals, or a script."),
    }.ToFrozenDictionary();
}
