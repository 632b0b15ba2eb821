using Tidy.Sources;

namespace Tidy.Names;

/// <summary>Types are nouns of the domain; a file is named after its one type; a namespace after its folder.</summary>
public sealed class NameTests
{
    [Fact]
    public void Types_are_nouns_of_the_domain() => Law.Holds(Repository.Sources.SelectMany(NameRules.EmptyWords));

    [Fact]
    public void A_file_has_one_type() => Law.Holds(Repository.Sources.SelectMany(NameRules.SecondTypes));

    [Fact]
    public void A_file_is_named_after_its_type() => Law.Holds(Repository.Sources.SelectMany(NameRules.FileNames));

    [Fact]
    public void A_namespace_is_its_folder() => Law.Holds(
        from file in Repository.Sources
        let project = Repository.Projects.FirstOrDefault(project => file.IsUnder(project.Folder))
        from violation in project is null
            ? NameRules.Namespaces(file, Shared.First(file.IsUnder), "Shared")
            : NameRules.Namespaces(file, project.Folder, project.RootNamespace)
        select violation);

    [Theory]
    [InlineData("class AddressManager;", 1)]
    [InlineData("class SocketHelpers;", 1)]
    [InlineData("class Utils;", 1)]
    [InlineData("enum UtilKind { A }", 1)]
    [InlineData("class Outer\n{\n    struct HelperState;\n}", 3)]
    [InlineData("class AddressKeeper;")]
    [InlineData("class Utilization;")]
    [InlineData("class C { int manager; }")]
    public void An_empty_word_is_found(string text, params int[] found) =>
        Law.Finds(NameRules.EmptyWords(Law.File(text)), found);

    [Theory]
    [InlineData("namespace N;\nclass A;\nclass B;", 3)]
    [InlineData("namespace N\n{\n    class A;\n    delegate void D();\n}", 4)]
    [InlineData("namespace N;\nclass A\n{\n    class B;\n}")]
    [InlineData("return 0;")]
    public void A_second_type_is_found(string text, params int[] found) =>
        Law.Finds(NameRules.SecondTypes(Law.File(text)), found);

    [Theory]
    [InlineData("A.cs", "class A;")]
    [InlineData("A.cs", "record struct A<T>(T Value);")]
    [InlineData("A.Topic.cs", "partial class A;")]
    [InlineData("Program.cs", "return 0;")]
    [InlineData("B.cs", "class A;", 1)]
    [InlineData("A.Topic.cs", "class A;", 1)]
    [InlineData("A.Topic.Inner.cs", "partial class A;", 1)]
    [InlineData("A.cs", "return 0;", 1)]
    public void A_wrong_file_name_is_found(string name, string text, params int[] found) =>
        Law.Finds(NameRules.FileNames(Law.File($"src/X/{name}", text)), found);

    [Theory]
    [InlineData("src/X/A.cs", "namespace Root; class A;")]
    [InlineData("src/X/In/Deep/A.cs", "namespace Root.In.Deep; class A;")]
    [InlineData("src/X/Program.cs", "return 0;")]
    [InlineData("src/X/In/A.cs", "namespace Root; class A;", 1)]
    [InlineData("src/X/A.cs", "class A;", 1)]
    public void A_wrong_namespace_is_found(string path, string text, params int[] found) =>
        Law.Finds(NameRules.Namespaces(Law.File(path, text), "src/X", "Root"), found);

    /// <summary>Compiled into the projects that ask for it.</summary>
    private static readonly string[] Shared = ["tests/Shared", "plugins/Shared"];
}
