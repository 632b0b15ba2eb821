using Gateway.Metrics.Exposition;
using Gateway.Tests.Schema;
using Shared;

namespace Gateway.Tests.Metrics;

/// <summary>The names of metrics are kept: config/metrics.md lists them, and what is shipped for Prometheus and Grafana
/// uses no others. After a change that is meant, run with GATEWAY_REWRITE=1 and read the difference.</summary>
public sealed class MetricListTests
{
    [Fact]
    public void The_file_lists_every_metric_as_the_source_has_it()
    {
        var wanted = MetricList.All.Select(MetricList.Row).ToArray();
        var text = File.ReadAllText(MetricList.File);
        if (Environment.GetEnvironmentVariable("GATEWAY_REWRITE") == "1")
        {
            var kept = text.Split('\n').Where(line => !line.StartsWith("| `", StringComparison.Ordinal)).ToList();
            kept.InsertRange(kept.FindLastIndex(line => line.StartsWith("|---", StringComparison.Ordinal)) + 1, wanted);
            File.WriteAllText(MetricList.File, text = string.Join('\n', kept));
        }

        Assert.True(wanted.Length > 50);
        Assert.Equal(wanted, text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("config/prometheus/alerts.yml", 12)]
    [InlineData("config/grafana/gateway.json", 30)]
    [InlineData("tests/Gateway.Tests/Metrics/alerts.test.yml", 12)]
    public void What_is_shipped_uses_metrics_that_there_are(string file, int atLeast)
    {
        var names = MetricList.NamesIn(File.ReadAllText(Repository.PathOf(file))).ToArray();

        Assert.Empty(names.Except(MetricList.All.Select(family => family.Name)));
        Assert.True(names.Length >= atLeast, $"{names.Length} of them");
    }

    [Theory]
    [InlineData("gateway_stream_")]
    public void The_dashboard_shows_all_there_is(string prefix)
    {
        var shown = MetricList.NamesIn(File.ReadAllText(Repository.PathOf("config/grafana/gateway.json"))).ToArray();
        var wanted = MetricList.All.Select(family => family.Name)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(wanted);
        Assert.Empty(wanted.Except(shown));
    }

    /// <summary>https://prometheus.io/docs/practices/naming/.</summary>
    [Fact]
    public void Names_follow_the_conventions_of_Prometheus()
    {
        Assert.All(MetricList.All, family =>
        {
            Assert.Matches("^(gateway|process|dotnet)(_[a-z0-9]+)+$", family.Name);
            Assert.DoesNotMatch("_(milliseconds|minutes|kilobytes|percent|ms|kb)(_|$)", family.Name);
            Assert.DoesNotMatch("_(gauge|counter|histogram)(_|$)|_(bucket|sum|count)$", family.Name);
            Assert.Equal(family.Kind == MetricKind.Counter, family.Name.EndsWith("_total", StringComparison.Ordinal));
            Assert.Matches("^[A-Z1].*[.]$", family.Help);
            Assert.DoesNotContain('|', family.Help);
            Assert.All(family.Labels, label => Assert.Matches("^[a-z][a-z_]*$", label));
            Assert.DoesNotContain("instance", family.Labels);
            Assert.DoesNotContain("le", family.Labels);
        });
        Assert.Equal(MetricList.All.Count, MetricList.All.DistinctBy(family => family.BareName).Count());
    }
}
