using Gateway.Configuration.Lint;

namespace Gateway.Tests.Configuration.Lint;

/// <summary>Whoever does as it says is not warned again, whatever the interval.</summary>
public sealed class PrioritiesFarApartTests
{
    [Theory]
    [InlineData("1s", 240)]
    [InlineData("1s", 176)]
    [InlineData("5s", 240)]
    [InlineData("5s", 228)]
    [InlineData("30s", 240)]
    [InlineData("30s", 238)]
    [InlineData("30s", 249)]
    public async Task What_costs_little_more_than_240_is_well(string interval, int priority) =>
        Assert.Empty(await LintAsync(interval, priority));

    [Theory]
    [InlineData("1s", 175, "316.406ms")]
    [InlineData("5s", 227, "566.406ms")]
    [InlineData("30s", 237, "2.227s")]
    public async Task What_costs_a_quarter_of_a_second_more_is_told(string interval, int priority, string skew) =>
        Assert.StartsWith(
            $"after a crash of the Master, edge-b waits {skew} more because its priority is only {priority} (its skew)",
            Assert.Single(await LintAsync(interval, priority)).Message, StringComparison.Ordinal);

    private static async Task<LintFinding[]> LintAsync(string interval, int priority)
    {
        var result = await ConfigText.WithNodesAsync($$"""
            'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 51,
              'AdvertisementInterval': '{{interval}}', 'Priorities': { 'edge-a': 250, 'edge-b': {{priority}} },
              'Addresses': [ '192.168.10.10/24' ], 'Track': { 'proxy': -60 } } } },
            'Listen': { 'Https': '*:443' }
            """);
        _ = ConfigText.Valid(result);
        return [.. result.Warnings.Where(warning => warning.Id == "priorities-far-apart")];
    }
}
