using System.Text.Json.Nodes;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Configuration;

/// <summary>Somebody starts the program by hand while the service runs.</summary>
[InParallel]
public sealed class SecondGatewayTests
{
    [LabTheory]
    [InlineData(80, 443)]
    [InlineData(8080, 8443)]
    public async Task A_second_gateway_ends_with_code_1_and_harms_nothing(int http, int https)
    {
        var settings = new PairSettings
        {
            Adjust = root => root["Listen"] = new JsonObject { ["Http"] = $"*:{http}", ["Https"] = $"*:{https}" },
        };
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings { Interval = PairSettings.CalmInterval });
        await pair.StartAsync();
        TimeSpan begin = LabClock.Now;
        string folder = Directory.CreateDirectory(Path.Combine(pair.Segment.WorkFolder, "second")).FullName;
        using var second = new GatewayNode(pair.Segment.A, folder, settings);

        second.Start();
        int code = await second.ExitCodeAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(second.Log);
        Assert.Equal(1, code);
        Assert.Single(
            second.Log.Split('\n'), line => line.Contains("Gateway cannot start: ", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", second.Log, StringComparison.Ordinal);
        await pair.SettleAsync("a");
        Assert.DoesNotContain(pair.History.Events, entry => entry.At > begin);
        Assert.True(pair.A.IsRunning);
    }
}
