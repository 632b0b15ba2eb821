using Gateway.Admin.Operation;
using Gateway.Cli.Operate;
using Gateway.Tests.Schema;
using Shared;

namespace Gateway.Tests.Cli.Operate;

/// <summary>What the commands print, with fixed data (issue 7: CLI golden outputs). After a change that is meant, run
/// the tests once with GATEWAY_REWRITE=1 in the environment and read the difference.</summary>
public sealed class OperateTextTests
{
    private static readonly string Folder = Repository.PathOf("tests/Gateway.Tests/Cli/Operate/Samples");

    [Fact]
    public void Status_of_a_gateway_that_is_well() =>
        Compare("status-well.txt", new StatusText(Paint.None, TimeZoneInfo.Utc).Describe(SampleStatus.Well));

    [Fact]
    public void Status_of_a_gateway_that_is_ill() =>
        Compare("status-ill.txt", new StatusText(Paint.None, TimeZoneInfo.Utc).Describe(SampleStatus.Ill));

    [Fact]
    public void A_Master_that_hears_nobody_is_well()
    {
        var alone = SampleStatus.Well with { Instances = [SampleStatus.Well.Instances[0] with { Peer = null }] };

        Assert.Contains(
            "  silent, as a Backup is  ", new StatusText(Paint.None, TimeZoneInfo.Utc).Describe(alone),
            StringComparison.Ordinal);
    }

    [Fact]
    public void History_with_its_timeline() =>
        Compare("history.txt", new HistoryText(Paint.None, TimeZoneInfo.Utc).Describe([SampleStatus.Takeover]));

    [Fact]
    public void Plugins() => Compare("plugins.txt", new PluginsText(Paint.None).Describe(SampleStatus.Well.Plugins));

    [Fact]
    public void Handovers() => Compare("drain.txt", new HandoverText(Paint.None).Describe(SampleStatus.Drained)
        + new HandoverText(Paint.None).Describe(SampleStatus.Drained with { Action = "undrain", Done = false })
        + new HandoverText(Paint.None).Describe(SampleStatus.Drained with { Action = "handover" })
        + new HandoverText(Paint.None).Describe(SampleStatus.Drained with
        {
            Action = "handover",
            Moves = [SampleStatus.Drained.Moves[1]],
        })
        + new HandoverText(Paint.None).Describe(new DestinationDrainReport("web", "one", true, true, 0, 1, 20))
        + new HandoverText(Paint.None).Describe(new DestinationDrainReport("web", "two", true, true, 2, 0, 30_000))
        + new HandoverText(Paint.None).Describe(new DestinationDrainReport("web", "one", false, true, 0, 2, 0))
        + new HandoverText(Paint.None).Describe(new DestinationDrainReport("web", "one", false, false, 0, 2, 0))
        + new HandoverText(Paint.None).Describe(OfStream(new("db", "10.0.0.31:5432", true, true, 3, 1, 30_000)))
        + new HandoverText(Paint.None).Describe(OfStream(new("db", "10.0.0.31:5432", true, true, 0, 0, 20)))
        + new HandoverText(Paint.None).Describe(OfStream(new("db", "10.0.0.31:5432", false, true, 0, 2, 0))));

    [Fact]
    public void Checks_for_nagios()
    {
        var (well, ill) = (StatusCheck.Judge(SampleStatus.Well), StatusCheck.Judge(SampleStatus.Ill));
        var (nobody, forbidden) = (StatusCheck.Judge(new NoGatewayException("No gateway answers at /a.")),
            StatusCheck.Judge(new NoGatewayException("You may not use /a.", isForbidden: true)));

        Compare("check.txt", $"{well.Line}\n{ill.Line}\n{nobody.Line}\n{forbidden.Line}\n");
        Assert.Equal((0, 2, 2, 3), (well.ExitCode, ill.ExitCode, nobody.ExitCode, forbidden.ExitCode));
    }

    [Fact]
    public void Colours_widen_no_column()
    {
        var plain = new StatusText(Paint.None, TimeZoneInfo.Utc).Describe(SampleStatus.Ill);
        var painted = new StatusText(new(isOn: true), TimeZoneInfo.Utc).Describe(SampleStatus.Ill);

        Assert.NotEqual(plain, painted);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(painted, "\e\\[[0-9;]*m", ""));
    }

    [Fact]
    public void Without_a_terminal_there_are_no_colours_and_no_screen()
    {
        using var output = new StringWriter();
        var paint = Paint.For(output);

        Assert.Equal(("x", "y\n"), (paint.Bad("x"), paint.Screen("y\n")));
    }

    /// <summary>Who is Master stands at the top, which a longer text would push off.</summary>
    [Theory]
    [InlineData(0, "a\nb\nc\nd")]
    [InlineData(4, "a\nb\nc\nd")]
    [InlineData(3, "a\nb\n… 2 more line(s): gateway status")]
    public void A_watched_status_begins_at_the_top_of_the_screen(int height, string shown) =>
        Assert.Equal(shown, Paint.Cut("a\nb\nc\nd\n", height));

    private static DestinationDrainReport OfStream(DestinationDrainReport report) => report with { Kind = "stream" };

    private static void Compare(string name, string actual)
    {
        var file = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("GATEWAY_REWRITE") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file), actual);
        Assert.DoesNotContain('\e', actual);
    }
}
