using System.Xml.Linq;
using Tidy.Sources;

namespace Tidy.Edges;

/// <summary>Law 6 between projects.</summary>
public sealed class ProjectEdgeTests
{
    [Fact]
    public void Projects_point_inward() => Law.Holds(
        Repository.Projects.SelectMany(project => ProjectEdges.References(project, HouseEdges.Projects)));

    [Fact]
    public void Vrrp_links_no_package() =>
        Law.Holds(ProjectEdges.LinkedPackages(Repository.Projects.Single(project => project.Path == VrrpProject)));

    [Theory]
    [InlineData("src/Gateway/Gateway.csproj", "../Vrrp/Vrrp.csproj")]
    [InlineData("plugins/Tcp/Tcp.csproj", "$(RepositoryRoot)src/Plugins/Plugins.csproj")]
    [InlineData("tests/Lab/Lab.csproj", "../../src/Gateway/Gateway.csproj")]
    [InlineData("src/Vrrp/Vrrp.csproj", "../Plugins/Plugins.csproj", 1)]
    [InlineData("src/Plugins/Plugins.csproj", "../Vrrp/Vrrp.csproj", 1)]
    [InlineData("plugins/Tcp/Tcp.csproj", "../Script/Script.csproj", 1)]
    [InlineData("src/Gateway/Gateway.csproj", "../../tests/Lab/Lab.csproj", 1)]
    [InlineData("src/New/New.csproj", "../Vrrp/Vrrp.csproj", 1)]
    public void A_reference_outward_is_found(string path, string reference, params int[] found) => Law.Finds(
        ProjectEdges.References(Project(path, $"<ProjectReference Include='{reference}' />"), HouseEdges.Projects),
        found);

    [Fact]
    public void A_reference_from_the_files_around_counts()
    {
        var props = XDocument.Parse("<Project><ProjectReference Include='../Vrrp/Vrrp.csproj' /></Project>");
        var project = new ProjectFile("plugins/Tcp/Tcp.csproj", XDocument.Parse("<Project />"), [props]);

        Law.Finds(ProjectEdges.References(project, HouseEdges.Projects), 1);
    }

    [Theory]
    [InlineData("<PackageReference Include='A.Analyzers' PrivateAssets='all' />")]
    [InlineData("<PackageReference Include='A.Analyzers' />", 1)]
    [InlineData("<PackageReference Include='A' PrivateAssets='all' />", 1)]
    [InlineData("<FrameworkReference Include='Microsoft.AspNetCore.App' />", 1)]
    public void A_linked_package_is_found(string item, params int[] found) =>
        Law.Finds(ProjectEdges.LinkedPackages(Project(VrrpProject, item)), found);

    private const string VrrpProject = "src/Vrrp/Vrrp.csproj";

    private static ProjectFile Project(string path, string item) =>
        new(path, XDocument.Parse($"<Project><ItemGroup>{item}</ItemGroup></Project>"), []);
}
