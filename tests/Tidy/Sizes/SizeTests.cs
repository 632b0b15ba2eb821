using Tidy.Sources;

namespace Tidy.Sizes;

/// <summary>Files under 300 lines, methods under 70, 120 columns.</summary>
public sealed class SizeTests
{
    [Fact]
    public void Files_are_short() => Law.Holds(Repository.Sources.SelectMany(SizeRules.LongFile));

    [Fact]
    public void Methods_are_short() => Law.Holds(Repository.Sources.SelectMany(SizeRules.LongMethods));

    [Fact]
    public void Lines_of_the_product_are_narrow() => Law.Holds(Repository.Product.SelectMany(SizeRules.WideLines));

    [Fact]
    public void Lines_of_tests_are_narrow_outside_strings() => Law.Holds(
        Repository.Sources.Where(file => file.IsUnder("tests")).SelectMany(SizeRules.WideLinesOutsideStrings));

    [Theory]
    [InlineData(300)]
    [InlineData(301, 301)]
    public void A_file_ends_at_its_last_line(int lines, params int[] found) =>
        Law.Finds(SizeRules.LongFile(Law.File(Empty(lines - 1) + "class C;\n")), found);

    [Theory]
    [InlineData("void M() {{{0}}}", 69)]
    [InlineData("void M() {{{0}}}", 70, 1)]
    [InlineData("C() {{{0}}}", 70, 1)]
    [InlineData("int P {{ get {{{0}}} }}", 70, 1)]
    [InlineData("void M() {{ void L() {{{0}}} }}", 70, 1, 1)]
    [InlineData("/// <summary>{0}</summary>\nvoid M() {{ }}", 70)]
    public void A_method_is_measured_from_brace_to_brace(string member, int lines, params int[] found) => Law.Finds(
        SizeRules.LongMethods(Law.File($"class C {{ {string.Format(null, member, Empty(lines))} }}")), found);

    [Theory]
    [InlineData(120)]
    [InlineData(121, 2)]
    public void A_line_is_measured_in_columns(int columns, params int[] found) =>
        Law.Finds(SizeRules.WideLines(Law.File($"class C;\n{new string('/', columns)}\n")), found);

    [Theory]
    [InlineData("S(\"{0}\");")]
    [InlineData("S($\"{0}{{1}}\");")]
    [InlineData("S(\"{0}\" + 1);", 1)]
    [InlineData("S(1); // {0}", 1)]
    [InlineData("S(1); // {0}\n", 1)]
    [InlineData("S({0});", 1)]
    [InlineData("S(\"{0}\"); // and why", 1)]
    public void Only_a_string_may_run_over(string line, params int[] found) => Law.Finds(
        SizeRules.WideLinesOutsideStrings(Law.File(string.Format(null, line, new string('x', Columns)))), found);

    private const int Columns = SizeRules.Columns;

    private static string Empty(int lines) => new('\n', lines);
}
