using Gateway.Metrics.Exposition;

namespace Gateway.Tests.Metrics;

/// <summary>Figures as Prometheus text 0.0.4 and as OpenMetrics 1.0 (issue 7, point 4).</summary>
public sealed class ExpositionTests
{
    private static readonly MetricFamily Temperature =
        MetricFamily.Gauge("test_temperature", "How \"warm\"\\cold\nit is.", "room");

    private static readonly MetricFamily Sent = MetricFamily.Counter("test_sent_bytes_total", "Bytes.");
    private static readonly MetricFamily Late = MetricFamily.Histogram("test_late_seconds", "Late.", "who");

    [Fact]
    public void Prometheus_text_has_a_heading_a_metric_and_cumulative_buckets() => Assert.Equal(
        """
        # HELP test_temperature How "warm"\\cold\nit is.
        # TYPE test_temperature gauge
        test_temperature{room="a\"\\\n"} -1.5
        test_temperature{room="b"} +Inf
        # HELP test_sent_bytes_total Bytes.
        # TYPE test_sent_bytes_total counter
        test_sent_bytes_total 12345678901
        # HELP test_late_seconds Late.
        # TYPE test_late_seconds histogram
        test_late_seconds_bucket{who="x",le="0.5"} 2
        test_late_seconds_bucket{who="x",le="1"} 2
        test_late_seconds_bucket{who="x",le="+Inf"} 5
        test_late_seconds_sum{who="x"} 7.25
        test_late_seconds_count{who="x"} 5

        """,
        Write(ExpositionFormat.PrometheusText));

    [Fact]
    public void OpenMetrics_has_units_counters_by_their_bare_name_and_an_end() => Assert.Equal(
        """
        # HELP test_temperature How \"warm\"\\cold\nit is.
        # TYPE test_temperature gauge
        test_temperature{room="a\"\\\n"} -1.5
        test_temperature{room="b"} +Inf
        # HELP test_sent_bytes Bytes.
        # TYPE test_sent_bytes counter
        # UNIT test_sent_bytes bytes
        test_sent_bytes_total 12345678901
        # HELP test_late_seconds Late.
        # TYPE test_late_seconds histogram
        # UNIT test_late_seconds seconds
        test_late_seconds_bucket{who="x",le="0.5"} 2
        test_late_seconds_bucket{who="x",le="1.0"} 2
        test_late_seconds_bucket{who="x",le="+Inf"} 5
        test_late_seconds_sum{who="x"} 7.25
        test_late_seconds_count{who="x"} 5
        # EOF

        """,
        Write(ExpositionFormat.OpenMetrics));

    [Fact]
    public void The_series_of_a_metric_stand_together()
    {
        var text = new ExpositionText(ExpositionFormat.PrometheusText);
        text.Put(Temperature, 1, "a");
        text.Put(Sent, 1);

        var refused = Assert.Throws<InvalidOperationException>(() => text.Put(Temperature, 2, "b"));

        Assert.Equal("The series of test_temperature do not stand together.", refused.Message);
    }

    [Theory]
    [InlineData("", "PrometheusText")]
    [InlineData("*/*", "PrometheusText")]
    [InlineData("text/plain", "PrometheusText")]
    [InlineData("no media type at all;;", "PrometheusText")]
    [InlineData("application/openmetrics-text", "OpenMetrics")]
    [InlineData("application/openmetrics-text; version=1.0.0; charset=utf-8", "OpenMetrics")]
    [InlineData("application/openmetrics-text; version=2.0.0", "PrometheusText")]
    [InlineData("application/openmetrics-text;q=0", "PrometheusText")]
    [InlineData("application/openmetrics-text;q=0.2,text/plain;q=0.5", "PrometheusText")]
    // What Prometheus 2.42 and 3.0 send.
    [InlineData(
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "OpenMetrics")]
    [InlineData(
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        "OpenMetrics")]
    public void The_scraper_chooses(string accept, string format) =>
        Assert.Equal(format, ExpositionChoice.For([accept]).ToString());

    [Fact]
    public void A_scraper_that_does_not_say_gets_Prometheus_text()
    {
        Assert.Equal(ExpositionFormat.PrometheusText, ExpositionChoice.For([]));
        Assert.Equal(
            "text/plain; version=0.0.4; charset=utf-8",
            ExpositionChoice.ContentTypeOf(ExpositionFormat.PrometheusText));
        Assert.Equal(
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
            ExpositionChoice.ContentTypeOf(ExpositionFormat.OpenMetrics));
    }

    [Fact]
    public void A_counter_says_so_in_its_name() =>
        Assert.Throws<ArgumentException>(() => MetricFamily.Counter("test_sent", "Bytes."));

    private static string Write(ExpositionFormat format)
    {
        var text = new ExpositionText(format);
        text.Put(Temperature, -1.5, "a\"\\\n");
        text.Put(Temperature, double.PositiveInfinity, "b");
        text.Put(Sent, 12_345_678_901);
        text.Put(Late, new HistogramReading([0.5, 1], [2, 0, 3], 7.25), "x");
        return text.End();
    }
}
