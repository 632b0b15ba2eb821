namespace Gateway.Tests.Metrics;

/// <summary>The whole page of metrics (issue 7, point 4).</summary>
public sealed class MetricsPageTests(MetricsPageRig rig) : IClassFixture<MetricsPageRig>
{
    [Fact]
    public async Task Promtool_finds_nothing_wrong()
    {
        var (exitCode, said) = await Promtool.RunAsync(rig.Page, "check", "metrics");

        Assert.True(exitCode == 0 && said.Length == 0, said);
    }

    [Fact]
    public void OpenMetrics_has_the_same_series_by_its_grammar()
    {
        Assert.Empty(OpenMetricsGrammar.Errors(rig.OpenPage));
        Assert.Contains("gateway_requests_total{route=\"app\"", rig.OpenPage, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_metric_has_a_series()
    {
        var missing = MetricList.All.Select(family => family.Name)
            .Where(name => !rig.Page.Contains($"# TYPE {name} ", StringComparison.Ordinal));
        // Nothing went wrong here that they could count.
        Assert.Equal(["gateway_connection_errors_total", "gateway_retries_total"], missing);
    }

    [Theory]
    [InlineData("""gateway_vrrp_info{vrrp_instance="lan4",interface="eth0",virtual_router_id="51",version="3",family="ipv4"} 1""")]
    [InlineData("""gateway_vrrp_state{vrrp_instance="lan4",state="master"} 1""")]
    [InlineData("""gateway_vrrp_state{vrrp_instance="lan4",state="backup"} 0""")]
    [InlineData("""gateway_vrrp_priority{vrrp_instance="lan4"} 90""")]
    [InlineData("""gateway_vrrp_base_priority{vrrp_instance="lan4"} 150""")]
    [InlineData("""gateway_vrrp_priority_part{vrrp_instance="lan4",tracker="proxy"} -60""")]
    [InlineData("""gateway_vrrp_draining{vrrp_instance="lan4"} 0""")]
    [InlineData("""gateway_vrrp_faults{vrrp_instance="lan4",kind="carrier_lost"} 1""")]
    [InlineData("""gateway_vrrp_master_transitions_total{vrrp_instance="lan4"} 2""")]
    [InlineData("""gateway_vrrp_transitions_total{vrrp_instance="lan4",state="master",reason="master_silent"} 2""")]
    [InlineData("""gateway_vrrp_transitions_total{vrrp_instance="lan4",state="backup",reason="startup"} 1""")]
    [InlineData("""gateway_vrrp_advertisements_sent_total{vrrp_instance="lan4"} 12""")]
    [InlineData("""gateway_vrrp_advertisements_received_total{vrrp_instance="lan4"} 3""")]
    [InlineData("""gateway_vrrp_priority_zero_received_total{vrrp_instance="lan4"} 1""")]
    [InlineData("""gateway_vrrp_errors_total{vrrp_instance="lan4",kind="checksum-errors"} 4""")]
    [InlineData("""gateway_vrrp_errors_total{vrrp_instance="lan4",kind="version-errors"} 0""")]
    [InlineData("""gateway_vrrp_dropped_total{vrrp_instance="lan4",reason="bad_checksum"} 4""")]
    [InlineData("""gateway_vrrp_lease_renewals_total{vrrp_instance="lan4"} 11""")]
    [InlineData("""gateway_vrrp_warnings_total{vrrp_instance="lan4",kind="rival_heard"} 1""")]
    [InlineData("""gateway_vrrp_warnings_total{vrrp_instance="lan4",kind="firewall_suspected"} 0""")]
    [InlineData("""gateway_vrrp_events_lost_total 5""")]
    [InlineData("""gateway_vrrp_engine_up 1""")]
    [InlineData("""gateway_vrrp_engine_real_time 1""")]
    [InlineData("""gateway_vrrp_lateness_seconds_bucket{le="0.001"} 10""")]
    [InlineData("""gateway_vrrp_lateness_seconds_bucket{le="0.002"} 11""")]
    [InlineData("""gateway_vrrp_lateness_seconds_bucket{le="+Inf"} 12""")]
    [InlineData("""gateway_vrrp_lateness_seconds_sum 6""")]
    // At 1 s the lease of 2 s leaves a second.
    [InlineData("""gateway_vrrp_lateness_limit_seconds 1""")]
    [InlineData("""gateway_check_up{check="proxy"} 1""")]
    [InlineData("""gateway_check_demotion_ratio{check="proxy"} 0""")]
    [InlineData("""gateway_destination_up{cluster="app",destination="one"} 1""")]
    [InlineData("""gateway_destination_ill{cluster="app",destination="one",seen_by="probes"} 0""")]
    [InlineData("""gateway_build_info{version="1.2.3",node="edge-a"} 1""")]
    [InlineData("""gateway_config_info{hash="abc"} 1""")]
    [InlineData("""gateway_config_last_reload_successful 0""")]
    [InlineData("""gateway_config_last_reload_timestamp_seconds 20""")]
    [InlineData("""gateway_config_last_reload_success_timestamp_seconds 10""")]
    [InlineData("""gateway_config_reloads_total{result="taken_up"} 3""")]
    [InlineData("""gateway_config_reloads_total{result="refused"} 1""")]
    [InlineData("""gateway_requests_total{route="app",cluster="app",destination="one",code="2xx"} 2""")]
    [InlineData("""gateway_requests_total{route="",cluster="",destination="",code="4xx"} 1""")]
    [InlineData("""gateway_request_duration_seconds_count{route="app",cluster="app",destination="one"} 2""")]
    [InlineData("""gateway_response_size_bytes_total{route="app",cluster="app",destination="one"} 10""")]
    [InlineData("""gateway_requests_active 0""")]
    [InlineData("""gateway_connections_refused_total 0""")]
    [InlineData("""gateway_access_log_lost_lines_total 0""")]
    [InlineData("""gateway_stream_refused_total{stream="db",reason="full"} 1""")]
    public void A_figure_is_what_its_source_says(string line) => Assert.Contains(line, rig.Page.Split('\n'));

    [Theory]
    [InlineData("gateway_certificate_not_after_timestamp_seconds{certificate=\"internal CA: app.example.com\",name=\"app.example.com\"} ")]
    [InlineData("gateway_tls_handshake_duration_seconds_count{version=\"1.3\",error=\"\"} ")]
    [InlineData("gateway_connection_duration_seconds_count{port=\"")]
    [InlineData("gateway_stream_connections_total{stream=\"db\",destination=\"127.0.0.1:")]
    [InlineData("gateway_stream_received_bytes_total{stream=\"db\",destination=\"127.0.0.1:")]
    [InlineData("gateway_vrrp_state_changed_timestamp_seconds{vrrp_instance=\"lan4\"} 1")]
    [InlineData("gateway_vrrp_peer_priority{vrrp_instance=\"lan4\",peer=\"192.0.2.12\"} 0")]
    [InlineData("dotnet_gc_collections_total{generation=\"2\"} ")]
    [InlineData("dotnet_gc_pause_seconds_total ")]
    [InlineData("dotnet_thread_pool_threads ")]
    [InlineData("process_cpu_seconds_total ")]
    public void A_figure_that_is_never_the_same_is_there(string beginning) => Assert.Contains(
        rig.Page.Split('\n'), line => line.StartsWith(beginning, StringComparison.Ordinal));
}
