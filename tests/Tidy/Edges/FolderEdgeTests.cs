using Tidy.Sources;

namespace Tidy.Edges;

/// <summary>Law 6 between the folders of a project.</summary>
public sealed class FolderEdgeTests
{
    private static readonly FolderEdges Example = new("src/X", "Root.X", new Dictionary<string, IReadOnlyList<string>>
    {
        ["Inner"] = [],
        ["Outer"] = ["Inner"],
    });

    [Fact]
    public void Folders_of_Vrrp_point_inward() => Law.Holds(Under("src/Vrrp").SelectMany(HouseEdges.Vrrp.Violations));

    [Fact]
    public void Folders_of_Gateway_point_inward() =>
        Law.Holds(Under("src/Gateway").SelectMany(HouseEdges.Gateway.Violations));

    [Fact]
    public void Folders_of_Plugins_point_inward() =>
        Law.Holds(Under("src/Plugins").SelectMany(HouseEdges.Plugins.Violations));

    [Fact]
    public void No_table_has_a_circle() => Assert.All(
        [HouseEdges.Vrrp, HouseEdges.Gateway, HouseEdges.Plugins, Example], edges => Assert.Empty(edges.Circle()));

    [Fact]
    public void A_circle_is_found()
    {
        var edges = new FolderEdges("src/X", "Root.X", new Dictionary<string, IReadOnlyList<string>>
        {
            ["A"] = ["B"],
            ["B"] = ["C"],
            ["C"] = ["A"],
            ["D"] = [],
        });

        Assert.Equal(["A", "B", "C"], edges.Circle());
    }

    [Theory]
    [InlineData("Inner/A.cs", "using Root.X.Outer;", 1)]
    [InlineData("Inner/A.cs", "using static Root.X.Outer.B;", 1)]
    [InlineData("Inner/A.cs", "using B = Root.X.Outer.B;", 1)]
    [InlineData("Inner/A.cs", "class A\n{\n    Root.X.Outer.B b;\n}", 3)]
    [InlineData("Inner/A.cs", "class A\n{\n    global::Root.X.Outer.B b;\n}", 3)]
    [InlineData("Inner/A.cs", "class A\n{\n    Outer.B b;\n}", 3)]
    [InlineData("Inner/A.cs", "class A\n{\n    int b = Root.X.Outer.B.Count;\n}", 3)]
    [InlineData("Inner/Deep/A.cs", "using Root.X.Outer.Deep;", 1)]
    [InlineData("New/A.cs", "class A;", 1)]
    [InlineData("Inner/A.cs", "using Root.X.Inner.Deep; using System.Text;")]
    [InlineData("Inner/A.cs", "class A { int b = Outer.Count; }")]
    [InlineData("Outer/B.cs", "using Root.X.Inner;")]
    [InlineData("Program.cs", "using Root.X.Outer;")]
    public void An_edge_outward_is_found(string name, string text, params int[] found) =>
        Law.Finds(Example.Violations(Law.File($"src/X/{name}", text)), found);

    private static IEnumerable<SourceFile> Under(string folder) =>
        Repository.Sources.Where(file => file.IsUnder(folder));
}
