using Gateway.Admin.Dashboard;
using Gateway.Configuration;
using Gateway.Forecast;
using Gateway.Tests.Configuration;
using Gateway.Tests.Forecast;
using Shared;

namespace Gateway.Tests.Admin.Dashboard;

/// <summary>The page says what the command line says.</summary>
public sealed class ForecastReportTests
{
    private static readonly string Config = Repository.PathOf("config");

    [Theory]
    [MemberData(nameof(ForecastSampleTests.Samples), MemberType = typeof(ForecastSampleTests))]
    public async Task Every_sentence_of_explain_is_in_the_forecast(string sample)
    {
        var config = await LoadAsync(sample);

        var report = ForecastReport.Of(config);

        var explained = ForecastText.Describe(config);
        Assert.Equal(Contest.Of(config.Vrrp).Select(contest => contest.Name), report.Contests.Select(one => one.Name));
        Assert.All(report.Contests, contest =>
            Assert.Contains($"  {contest.Reason}\n", explained, StringComparison.Ordinal));
        Assert.All(report.Contests.SelectMany(contest => contest.Blocks), block =>
        {
            Assert.Contains($"  {block.Title}\n", explained, StringComparison.Ordinal);
            Assert.All(block.Lines, line => Assert.Contains($"{line.Then}\n", explained, StringComparison.Ordinal));
        });
    }

    /// <summary>So that the page can call a machine by its name.</summary>
    [Fact]
    public async Task Machines_are_known_by_the_addresses_that_they_advertise_from()
    {
        var report = ForecastReport.Of(await LoadAsync("appsettings.json"));

        Assert.Equal(["edge-a", "edge-b"], report.Nodes.Select(node => node.Name));
        Assert.Equal(["192.168.10.11"], report.Nodes[0].Addresses);
        Assert.Equal(["192.168.10.12"], report.Nodes[1].Addresses);
    }

    private static async Task<GatewayConfig> LoadAsync(string sample) => ConfigText.Valid(
        await ConfigurationFile.LoadAsync(
            SampleTests.RequestOf(Path.Combine(Config, sample)) with { NodeName = "edge-a" }, CancellationToken.None));
}
