using System.Collections.Immutable;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Sources;

/// <summary>The metrics of virtual routers, named after RFC 8347 where it has a word.</summary>
internal static class VrrpFamilies
{
    /// <summary>The label with the name of the instance. Not <c>instance</c>: that is Prometheus' word for the
    /// machine.</summary>
    private const string Router = "vrrp_instance";

    public static MetricFamily Info { get; } = MetricFamily.Gauge(
        "gateway_vrrp_info", "What a virtual router is; always 1.",
        Router, "interface", "virtual_router_id", "version", "family");

    public static MetricFamily State { get; } = MetricFamily.Gauge(
        "gateway_vrrp_state", "1 for the state that the virtual router is in, 0 for the others.", Router, "state");

    public static MetricFamily Since { get; } = MetricFamily.Gauge(
        "gateway_vrrp_state_changed_timestamp_seconds", "When it took its state.", Router);

    public static MetricFamily Priority { get; } = MetricFamily.Gauge(
        "gateway_vrrp_priority", "The effective priority, as advertised while Master: configured plus trackers.",
        Router);

    public static MetricFamily BasePriority { get; } = MetricFamily.Gauge(
        "gateway_vrrp_base_priority", "The configured priority.", Router);

    public static MetricFamily PriorityPart { get; } = MetricFamily.Gauge(
        "gateway_vrrp_priority_part", "What a tracker adds to the configured priority.", Router, "tracker");

    public static MetricFamily Draining { get; } = MetricFamily.Gauge(
        "gateway_vrrp_draining", "1 while it gives its addresses away on request, or has; otherwise 0.", Router);

    public static MetricFamily Faults { get; } = MetricFamily.Gauge(
        "gateway_vrrp_faults", "How many faults of a kind keep it from being Master.", Router, "kind");

    public static MetricFamily MasterTransitions { get; } = MetricFamily.Counter(
        "gateway_vrrp_master_transitions_total", "Transitions to Master (RFC 8347 master-transitions).", Router);

    public static MetricFamily Transitions { get; } = MetricFamily.Counter(
        "gateway_vrrp_transitions_total", "Transitions, by the state that they led to and why.",
        Router, "state", "reason");

    public static MetricFamily Sent { get; } = MetricFamily.Counter(
        "gateway_vrrp_advertisements_sent_total", "Advertisements sent (RFC 8347 advertisement-sent).", Router);

    public static MetricFamily Received { get; } = MetricFamily.Counter(
        "gateway_vrrp_advertisements_received_total", "Good advertisements received (RFC 8347 advertisement-rcvd).",
        Router);

    public static MetricFamily ZeroSent { get; } = MetricFamily.Counter(
        "gateway_vrrp_priority_zero_sent_total",
        "Advertisements sent with priority 0 (RFC 8347 priority-zero-pkts-sent).", Router);

    public static MetricFamily ZeroReceived { get; } = MetricFamily.Counter(
        "gateway_vrrp_priority_zero_received_total",
        "Advertisements received with priority 0 (RFC 8347 priority-zero-pkts-rcvd).", Router);

    public static MetricFamily Errors { get; } = MetricFamily.Counter(
        "gateway_vrrp_errors_total",
        "Errors of received advertisements, by kind in the words of RFC 8347. All that are not of one virtual router "
        + "are counted for each on the interface.", Router, "kind");

    public static MetricFamily Dropped { get; } = MetricFamily.Counter(
        "gateway_vrrp_dropped_total", "Advertisements discarded, by reason.", Router, "reason");

    public static MetricFamily Renewals { get; } = MetricFamily.Counter(
        "gateway_vrrp_lease_renewals_total", "How often the lease of the addresses was renewed with the kernel.",
        Router);

    public static MetricFamily PeerHeard { get; } = MetricFamily.Gauge(
        "gateway_vrrp_peer_heard_timestamp_seconds", "When another router was last heard. A Master hears none.",
        Router, "peer");

    public static MetricFamily PeerPriority { get; } = MetricFamily.Gauge(
        "gateway_vrrp_peer_priority", "The priority that it advertised.", Router, "peer");

    public static MetricFamily Warnings { get; } = MetricFamily.Counter(
        "gateway_vrrp_warnings_total",
        "Warnings, by kind. One that goes on is counted at most once a minute.", Router, "kind");

    public static ImmutableArray<MetricFamily> All { get; } =
    [
        Info, State, Since, Priority, BasePriority, PriorityPart, Draining, Faults, MasterTransitions, Transitions,
        Sent, Received, ZeroSent, ZeroReceived, Errors, Dropped, Renewals, PeerHeard, PeerPriority, Warnings,
    ];
}
