using System.Xml.Linq;
using Tidy.Boundaries;
using Tidy.Sources;

namespace Tidy.Settings;

/// <summary>Every warning is an error, and a public member without documentation is a warning.</summary>
public sealed class StrictBuildTests
{
    private const string Properties = "Directory.Build.props";
    private const string Undocumented = "CS1591";

    [Fact]
    public void The_build_is_strict() =>
        Law.Holds(SettingRules.MissingStrictness(Properties, XDocument.Parse(Repository.Read(Properties))));

    [Fact]
    public void No_project_is_less_strict() => Law.Holds(Repository.Projects.SelectMany(SettingRules.Exceptions));

    [Fact]
    public void Public_members_of_the_product_are_documented() => Law.Holds(Repository.Projects
        .Where(project => !project.Folder.StartsWith("tests/", StringComparison.Ordinal))
        .SelectMany(project => SettingRules.Silenced(project, Undocumented))
        .Concat(Repository.Product.SelectMany(file => BoundaryRules.Suppressions(file, Undocumented))));

    [Theory]
    [InlineData(".editorconfig")]
    [InlineData(".globalconfig")]
    public void No_setting_turns_documentation_off(string path) =>
        Assert.Empty(SettingRules.ValuesOf(Repository.Read(path), $"dotnet_diagnostic.{Undocumented}.severity"));

    [Theory]
    [InlineData("<AnalysisMode>All</AnalysisMode>", 4)]
    [InlineData("<AnalysisMode>Default</AnalysisMode>", 5)]
    [InlineData("<AnalysisMode>All</AnalysisMode><Nullable>enable</Nullable>", 3)]
    [InlineData("<AnalysisMode>All</AnalysisMode><Nullable>disable</Nullable>", 4)]
    public void Missing_strictness_is_found(string properties, int count) => Assert.Equal(
        count, SettingRules.MissingStrictness(Properties, XDocument.Parse($"<P>{properties}</P>")).Count());

    [Theory]
    [InlineData("<Nullable>disable</Nullable>", 1)]
    [InlineData("<TreatWarningsAsErrors>false</TreatWarningsAsErrors>", 1)]
    [InlineData("<Nullable>enable</Nullable>")]
    [InlineData("")]
    public void A_less_strict_project_is_found(string properties, params int[] found) =>
        Law.Finds(SettingRules.Exceptions(Project(properties)), found);

    [Theory]
    [InlineData("<NoWarn>$(NoWarn);CS1591</NoWarn>", 1)]
    [InlineData("<NoWarn>CS1591 ; CA1000</NoWarn>", 1)]
    [InlineData("<WarningsNotAsErrors>CS1591</WarningsNotAsErrors>", 1)]
    [InlineData("<NoWarn>CA1591</NoWarn>")]
    public void A_silenced_rule_is_found(string properties, params int[] found) =>
        Law.Finds(SettingRules.Silenced(Project(properties), Undocumented), found);

    private static ProjectFile Project(string properties) => new(
        "src/X/X.csproj", XDocument.Parse($"<Project><PropertyGroup>{properties}</PropertyGroup></Project>"), []);
}
