using System.Text;
using Gateway.Configuration;
using Gateway.Proxy;
using Shared;

namespace Gateway.Tests.Configuration.Fuzz;

/// <summary>Whatever stands in a file: it is a configuration or it has errors, never neither, both or an
/// exception.</summary>
public sealed class ReaderFuzzTests
{
    // Of each sample, in each of the two ways.
    private const int Mutations = 1_000;

    // To make the matcher takes longer than all the rest.
    private const int EachMatched = 40;

    private static readonly string Samples = Repository.PathOf("config");

    public static IEnumerable<TheoryDataRow<string, int>> Files() =>
        from file in Directory.GetFiles(Path.Combine(Samples, "examples"), "*.json").Append(SampleTests.File)
        let name = Path.GetRelativePath(Samples, file)
        orderby name
        from seed in new[] { 1, 20260801 }
        select new TheoryDataRow<string, int>(name, seed);

    [Theory]
    [MemberData(nameof(Files))]
    public Task A_broken_file_is_a_configuration_or_errors_but_never_an_exception(string file, int seed) =>
        AssertRobustAsync(file, seed, ByteMutation.Of);

    [Theory]
    [MemberData(nameof(Files))]
    public Task A_file_that_says_something_else_is_a_configuration_or_errors_but_never_an_exception(
        string file, int seed) => AssertRobustAsync(file, seed, TreeMutation.Of);

    private static async Task AssertRobustAsync(string file, int seed, Func<byte[], Random, byte[]> mutate)
    {
        var sample = await File.ReadAllBytesAsync(Path.Combine(Samples, file));
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < Mutations / 2; i++)
        {
            var content = mutate(sample, random);
            try
            {
                if (await ConfigurationOfAsync(content) is not { } config)
                {
                    refused++;
                }
                else if (i % EachMatched == 0)
                {
                    await AssertMatchesAsync(config);
                }
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"{file}, seed {seed}, mutation {i}:\n{Encoding.UTF8.GetString(content)}", exception);
            }
        }

        // Neither is the mutation without effect, nor is everything refused for one reason.
        Assert.InRange(refused, Mutations / 8, Mutations / 2);
    }

    private static async Task<GatewayConfig?> ConfigurationOfAsync(byte[] content)
    {
        var result = await ConfigurationFile.ParseAsync(ConfigText.Request, content, CancellationToken.None);

        Assert.True(result.Config is null != result.Errors.IsEmpty, "neither configuration nor errors");
        Assert.All(
            result.Errors.Select(error => error.ToString()).Concat(result.Warnings.Select(found => found.ToString())),
            line =>
            {
                Assert.DoesNotContain(line, char.IsControl);
                Assert.Matches("[.?]$", line);
            });
        return result.Config;
    }

    // ASP.NET Core makes one matcher of all routes, and refuses at the first request what it cannot read.
    private static async Task AssertMatchesAsync(GatewayConfig config)
    {
        try
        {
            _ = await RouteFinder.FindAsync(config, "GET", new("https://app.example.com/"));
        }
        catch (InvalidOperationException undecided)
        {
            Assert.Contains("match equally well", undecided.Message, StringComparison.Ordinal);
        }
    }
}
