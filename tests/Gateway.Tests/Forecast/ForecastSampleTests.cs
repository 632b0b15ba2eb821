using Gateway.Configuration;
using Gateway.Forecast;
using Gateway.Tests.Configuration;
using Shared;

namespace Gateway.Tests.Forecast;

/// <summary>What is said of each sample stands beside this file. After a change that is meant, run the tests once with
/// GATEWAY_REWRITE=1 in the environment and read the difference.</summary>
public sealed class ForecastSampleTests
{
    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("GATEWAY_REWRITE") == "1";

    private static readonly string Config = Repository.PathOf("config");
    private static readonly string Goldens =
        Path.Combine(Path.GetDirectoryName(Config)!, "tests/Gateway.Tests/Forecast/Samples");

    public static TheoryData<string> Samples =>
    [
        "appsettings.json",
        .. Directory.GetFiles(Path.Combine(Config, "examples"), "*.json")
            .Select(file => Path.GetRelativePath(Config, file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task What_is_said_of_a_sample_stands_beside_it_and_is_the_same_on_every_node(string sample)
    {
        var golden = Path.Combine(Goldens, Path.GetFileNameWithoutExtension(sample) + ".txt");
        foreach (var node in (await LoadAsync(sample, "edge-a")).Nodes)
        {
            var text = ForecastText.Describe(await LoadAsync(sample, node.Name));
            if (IsRewriting)
            {
                await File.WriteAllTextAsync(golden, text);
            }

            Assert.Equal(await File.ReadAllTextAsync(golden), text);
        }
    }

    [Fact]
    public void No_text_is_left_over() => Assert.Equal(
        Samples.Select(row => Path.GetFileNameWithoutExtension(row.Data)).Order(StringComparer.Ordinal),
        Directory.GetFiles(Goldens).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    private static async Task<GatewayConfig> LoadAsync(string sample, string node) => ConfigText.Valid(
        await ConfigurationFile.LoadAsync(
            SampleTests.RequestOf(Path.Combine(Config, sample)) with { NodeName = node }, CancellationToken.None));
}
