using Tidy.Boundaries;
using Tidy.Sources;

namespace Tidy.Settings;

/// <summary>Law 1: the analyzer that keeps clock, IO, threads and chance out of the core is on.</summary>
public sealed class PureCoreTests
{
    private const string Severity = "dotnet_diagnostic.RS0030.severity";
    private const string BannedSymbols = "BannedSymbols.txt";

    private static readonly string[] Pure = ["src/Vrrp/Core", "src/Vrrp/Packets", "src/Vrrp/Config"];

    private static readonly string[] Impure =
    [
        "N:System.IO", "N:System.Net.Sockets", "N:System.Threading", "N:System.Threading.Tasks", "T:System.Console",
        "T:System.Random", "T:System.Environment", "T:System.TimeProvider", "T:System.Diagnostics.Stopwatch",
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTimeOffset.UtcNow", "M:System.Guid.NewGuid",
    ];

    [Fact]
    public void The_ban_is_an_error_in_the_pure_folders_and_off_elsewhere()
    {
        Assert.Equal([("", "none")], SettingRules.ValuesOf(Repository.Read(".globalconfig"), Severity));
        Assert.Equal(
            [("src/Vrrp/{Core,Packets,Config}/**.cs", "error")],
            SettingRules.ValuesOf(Repository.Read(".editorconfig"), Severity));
    }

    [Fact]
    public void The_analyzer_and_its_list_are_in_the_project()
    {
        var vrrp = Repository.Projects.Single(project => project.Path == "src/Vrrp/Vrrp.csproj");

        Assert.Contains(
            "Microsoft.CodeAnalysis.BannedApiAnalyzers", vrrp.Items("PackageReference").Select(ProjectFile.Include));
        Assert.Contains(BannedSymbols, vrrp.Items("AdditionalFiles").Select(ProjectFile.Include));
        Assert.Empty(SettingRules.Silenced(vrrp, "RS0030"));
    }

    [Fact]
    public void The_list_bans_what_the_core_must_not_know() =>
        Assert.Empty(SettingRules.Unbanned(Repository.Read($"src/Vrrp/{BannedSymbols}"), Impure));

    [Fact]
    public void The_pure_folders_exist_and_do_not_turn_it_off()
    {
        Assert.All(Pure, folder => Assert.Contains(Repository.Sources, file => file.IsUnder(folder)));
        Law.Holds(Repository.Sources.Where(file => Pure.Any(file.IsUnder))
            .SelectMany(file => BoundaryRules.Suppressions(file, "RS0030")));
    }

    [Fact]
    public void A_setting_is_read_with_its_section() => Assert.Equal(
        [("", "none"), ("*.cs", "error")], SettingRules.ValuesOf("a = none\n# a = other\n[*.cs]\nb = 1\na=error", "a"));

    [Fact]
    public void A_symbol_that_is_not_banned_is_found() =>
        Assert.Equal(["T:B"], SettingRules.Unbanned("T:A;why\nN:B;why\n", ["T:A", "T:B"]));
}
