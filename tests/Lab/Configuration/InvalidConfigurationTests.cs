using System.Text.Json.Nodes;
using Lab.Subjects;

namespace Lab.Configuration;

/// <summary>A wrong file starts nothing.</summary>
[InParallel]
public sealed class InvalidConfigurationTests
{
    [LabFact]
    public async Task A_wrong_file_ends_with_code_2_and_starts_nothing()
    {
        var settings = new PairSettings
        {
            Adjust = root =>
            {
                JsonObject instance = GatewayConfiguration.Instance(root);
                instance["VirtualRouterId"] = 300;
                instance["Prioritty"] = 100;
            },
        };
        using var pair = Pair.Create(SubjectKind.Gateway, settings);

        pair.A.Start();
        int code = await pair.A.ExitCodeAsync();

        Assert.Equal(2, code);
        Assert.Contains("VirtualRouterId", pair.A.Log, StringComparison.Ordinal);
        Assert.Contains("Prioritty", pair.A.Log, StringComparison.Ordinal);
        Assert.Empty(pair.History.Events);
    }
}
