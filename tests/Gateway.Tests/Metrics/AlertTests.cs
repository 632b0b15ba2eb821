using System.Text.RegularExpressions;
using Gateway.Tests.Schema;
using Gateway.Tests.Tls;
using Shared;

namespace Gateway.Tests.Metrics;

/// <summary>The alerts that are shipped fire when they must and are silent when they must not, by promtool (issue 7,
/// point 4): both Master, no Master, flapping, a certificate, lateness, split brain, a refused reload, a destination, a
/// check, a scrape.</summary>
public sealed partial class AlertTests
{
    private static readonly string Rules = Repository.PathOf("config/prometheus/alerts.yml");
    private static readonly string Tests = Repository.PathOf("tests/Gateway.Tests/Metrics/alerts.test.yml");

    [Fact]
    public async Task The_rules_are_valid()
    {
        var (exitCode, said) = await Promtool.RunAsync("", "check", "rules", "--lint-fatal", Rules);

        Assert.True(exitCode == 0, said);
    }

    [Fact]
    public async Task Each_rule_does_what_it_should()
    {
        using var folder = new TestFolder();
        File.Copy(Rules, Path.Combine(folder.Path, "alerts.yml"));
        folder.With("test.yml", await File.ReadAllTextAsync(Tests));

        var (exitCode, said) =
            await Promtool.RunAsync("", "test", "rules", Path.Combine(folder.Path, "test.yml"));

        Assert.True(exitCode == 0, said);
    }

    [Fact]
    public void Each_rule_is_tested_and_says_what_to_do()
    {
        var (rules, tests) = (File.ReadAllText(Rules), File.ReadAllText(Tests));
        var names = AlertName().Matches(rules).Select(match => match.Groups[1].Value).ToArray();

        Assert.True(names.Length >= 12);
        Assert.All(names, name => Assert.Contains($"alertname=\"{name}\"", tests, StringComparison.Ordinal));
        var runbook = File.ReadAllText(Repository.PathOf("config/prometheus/runbook.md"));
        Assert.All(names, name => Assert.Contains($"\n## {name}\n", runbook, StringComparison.Ordinal));
        Assert.Equal(names.Length, Regex.Count(runbook, "(?m)^## "));
        Assert.Equal(names.Length, Regex.Count(rules, "summary: '"));
        Assert.Equal(names.Length, Regex.Count(rules, "description: '"));
    }

    [GeneratedRegex("- alert: (\\w+)")]
    private static partial Regex AlertName();
}
