using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Import.Reporting;
using Gateway.Import.Translation;
using Gateway.Tests.Configuration;

namespace Gateway.Tests.Import;

/// <summary>Every sample comes to what stands beside it. After a change that is meant, run the tests once with
/// GATEWAY_REWRITE=1 in the environment and read the difference.</summary>
public sealed class ImportSampleTests
{
    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("GATEWAY_REWRITE") == "1";

    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    public static TheoryData<string> Samples => [.. ImportSamples.Sources.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_becomes_the_configuration_and_the_report_beside_it(string sample)
    {
        var result = await ImportSamples.ImportAsync(sample);

        Compare(sample, "appsettings.json", result.Text);
        Compare(sample, "report.txt", ReportText.Write(result.Entries));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task What_an_import_writes_passes_the_check_for_every_node(string sample)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(ImportSamples.FolderOf(sample), "appsettings.json"));
        var nodes = JsonNode.Parse(text, documentOptions: WithComments)!["Nodes"]!.AsObject();

        foreach (var (node, _) in nodes)
        {
            var request = ConfigText.Request with
            {
                InstalledPlugins = _ => PluginSections.Plugins.ToHashSet(),
                ReadSecret = _ => new([.. new byte[32]], null),
                NodeName = node,
            };

            var result = await ConfigurationFile.ParseAsync(
                request, Encoding.UTF8.GetBytes(text), CancellationToken.None);

            Assert.Equal(node, ConfigText.Valid(result).NodeName);
        }
    }

    [Fact]
    public void Every_folder_of_samples_is_tested() => Assert.Equal(
        ImportSamples.Sources.Keys.Order(),
        Directory.GetDirectories(ImportSamples.FolderOf("")).Select(Path.GetFileName).Order());

    private static void Compare(string sample, string name, string actual)
    {
        var file = Path.Combine(ImportSamples.FolderOf(sample), name);
        if (IsRewriting)
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }
}
