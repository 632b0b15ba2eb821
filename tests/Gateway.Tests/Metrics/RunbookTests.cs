using System.Text.RegularExpressions;
using Gateway.Cli;
using Shared;

namespace Gateway.Tests.Metrics;

/// <summary>What operators are told to type is there: in the runbook, the alerts, the pages of warnings and the README
/// (issue 7, point 8).</summary>
public sealed partial class RunbookTests
{
    private static readonly string[] Programs =
        ["gateway", "sudo gateway", "systemctl", "journalctl", "certbot", "ss", "tail"];

    private static readonly string Runbook = Read("config/prometheus/runbook.md");

    public static TheoryData<string> Pages =>
    [
        "README.md", "config/prometheus/runbook.md", "config/prometheus/alerts.yml",
        .. Directory.GetFiles(Repository.PathOf("config/lint"), "*.md").Select(page => $"config/lint/{Path.GetFileName(page)}"),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_command_of_a_page_is_one_of_ours_as_it_is_written(string page)
    {
        var commands = new CommandLine((_, _, _, _) => throw new InvalidOperationException(), TextWriter.Null,
            TextWriter.Null).Build();

        foreach (Match command in Command().Matches(Read(page)))
        {
            var words = Placeholder().Replace(command.Groups[1].Value.Split('>')[0], "1")
                .Replace("LEVEL", "debug", StringComparison.Ordinal).Replace("[", "", StringComparison.Ordinal)
                .Replace("]", "", StringComparison.Ordinal);

            // A command may be spoken of without what it needs.
            Assert.DoesNotContain(
                commands.Parse(words).Errors.Select(error => $"{words}: {error.Message}"),
                error => words.Contains(' ', StringComparison.Ordinal)
                    || !error.Contains("Required argument", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Each_alert_has_something_to_type()
    {
        foreach (var entry in Runbook.Split("\n## ")[1..])
        {
            var typed = Code().Matches(entry).Select(match => match.Groups[1].Value);

            Assert.True(
                typed.Any(code => Programs.Any(program => $"{code} ".StartsWith($"{program} ", StringComparison.Ordinal))),
                entry);
        }
    }

    [Fact]
    public void Each_event_and_each_figure_that_the_runbook_names_is_there()
    {
        var (events, metrics) = (Read("config/events.md"), Read("config/metrics.md"));

        var named = EventList().Matches(Runbook).SelectMany(list => EventNumber().Matches(list.Value)).ToArray();
        Assert.True(named.Length >= 8);
        Assert.All(named, each => Assert.Contains($"| {each.Value} |", events, StringComparison.Ordinal));
        Assert.All(Metric().Matches(Runbook), each => Assert.Contains(each.Value, metrics, StringComparison.Ordinal));
    }

    private static string Read(string path) => File.ReadAllText(Repository.PathOf(path));

    // In backticks, of rules in quotes.
    [GeneratedRegex("[`\"](?:sudo )?gateway ([^`\"]+)[`\"]")]
    private static partial Regex Command();

    [GeneratedRegex(@"\b(?:CLUSTER/DESTINATION|CATEGORY|FILE(?:\.tar\.gz)?|NAME|N)\b")]
    private static partial Regex Placeholder();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    // As in "(1011)" and "(1016, with the rule that is missing)".
    [GeneratedRegex(@"\((?:\d{3,4})\b[^)]*\)|\[\d{4}\\")]
    private static partial Regex EventList();

    [GeneratedRegex(@"\b\d{3,4}\b")]
    private static partial Regex EventNumber();

    [GeneratedRegex("gateway_[a-z_]+")]
    private static partial Regex Metric();
}
