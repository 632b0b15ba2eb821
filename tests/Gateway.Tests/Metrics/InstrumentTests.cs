using System.Diagnostics.Metrics;
using System.Globalization;
using Gateway.Metrics.Exposition;
using Gateway.Metrics.Instruments;
using Shared;

namespace Gateway.Tests.Metrics;

/// <summary>Measurements of meters become metrics, of few series and at no cost that matters.</summary>
public sealed class InstrumentTests
{
    private static readonly MetricFamily Family = MetricFamily.Counter("test_things_total", "Things.", "kind");
    private static readonly MetricFamily Sizes = MetricFamily.Histogram("test_size_bytes", "Sizes.", "kind");

    [Fact]
    public void Only_the_named_instruments_of_the_named_meter_are_on()
    {
        using var meter = new Meter("Test.One");
        using var stranger = new Meter("Test.Two");
        using var follower = new MeterFollower(
            candidate => candidate == meter, new FollowedCounter("things", Family, TagLabel.Text("kind")));

        Assert.True(meter.CreateCounter<long>("things").Enabled);
        Assert.False(meter.CreateCounter<long>("others").Enabled);
        Assert.False(stranger.CreateCounter<long>("things").Enabled);
    }

    [Fact]
    public void A_metric_has_a_thousand_series_and_one_for_the_rest()
    {
        var counter = new FollowedCounter("things", Family, TagLabel.Text("kind"));
        for (var i = 0; i < 3000; i++)
        {
            counter.Record(1, [new("kind", $"k{i}")]);
        }

        counter.Record(1, [new("kind", "k0")]);

        var lines = Collect(counter);
        Assert.Equal(1001, lines.Length);
        Assert.Contains("test_things_total{kind=\"(other)\"} 2000", lines);
        Assert.Contains("test_things_total{kind=\"k0\"} 2", lines);
    }

    [Fact]
    public void A_value_on_a_bound_belongs_below_it()
    {
        var histogram = new FollowedHistogram("sizes", Sizes, [1, 10], TagLabel.Text("kind"));
        foreach (var value in (double[])[0.5, 1, 10, 10.5])
        {
            histogram.Record(value, [new("unknown", "x"), new("kind", "k")]);
        }

        Assert.Equal(
            [
                "test_size_bytes_bucket{kind=\"k\",le=\"1\"} 2",
                "test_size_bytes_bucket{kind=\"k\",le=\"10\"} 3",
                "test_size_bytes_bucket{kind=\"k\",le=\"+Inf\"} 4",
                "test_size_bytes_sum{kind=\"k\"} 22",
                "test_size_bytes_count{kind=\"k\"} 4",
            ],
            Collect(histogram));
    }

    [Fact]
    public void A_measurement_of_a_known_series_allocates_nothing()
    {
        using var meter = new Meter("Test.Cost");
        using var follower = new MeterFollower(
            candidate => candidate == meter,
            new FollowedCounter("things", Family, TagLabel.Text("kind")),
            new FollowedHistogram("sizes", Sizes, [1, 10], TagLabel.Text("kind")));
        var (things, sizes) = (meter.CreateCounter<long>("things"), meter.CreateHistogram<double>("sizes"));
        var tag = new KeyValuePair<string, object?>("kind", "k");
        Measure(100);

        Assert.Equal(0, AllocatedBytes.Least(_ => Measure(10_000)));

        void Measure(int times)
        {
            for (var i = 0; i < times; i++)
            {
                things.Add(1, tag);
                sizes.Record(i % 20, tag);
            }
        }
    }

    [Fact]
    public async Task Series_may_come_while_all_are_told()
    {
        for (var round = 0; round < 20; round++)
        {
            var counter = new FollowedCounter("things", Family, TagLabel.Text("kind"));
            var adding = Task.Run(() =>
            {
                for (var kind = 0; kind < 400; kind++)
                {
                    counter.Record(1, [new("kind", kind.ToString(CultureInfo.InvariantCulture))]);
                }
            });
            while (!adding.IsCompleted)
            {
                _ = Collect(counter);
            }

            await adding;
        }
    }

    [Fact]
    public void Nothing_is_lost_between_threads()
    {
        var counter = new FollowedCounter("things", Family, TagLabel.Text("kind"));
        var histogram = new FollowedHistogram("sizes", Sizes, [1], TagLabel.Text("kind"));
        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                counter.Record(1, [new("kind", "k")]);
                histogram.Record(2, [new("kind", "k")]);
            }
        });

        Assert.Equal(["test_things_total{kind=\"k\"} 40000"], Collect(counter));
        Assert.Contains("test_size_bytes_sum{kind=\"k\"} 80000", Collect(histogram));
        Assert.Contains("test_size_bytes_count{kind=\"k\"} 40000", Collect(histogram));
    }

    private static string[] Collect(FollowedInstrument instrument)
    {
        var text = new ExpositionText(ExpositionFormat.PrometheusText);
        instrument.Collect(text);
        return [.. text.End().Split('\n').Where(line => line is not ("" or ['#', ..]))];
    }
}
