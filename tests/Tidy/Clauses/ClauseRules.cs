using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tidy.Sources;

namespace Tidy.Clauses;

/// <summary>Where the clauses and errata of RFC 9568 are named: in the names of tests and in the first cells of
/// tables.</summary>
internal static partial class ClauseRules
{
    /// <summary>The names of the facts and theories of a file.</summary>
    public static IEnumerable<string> TestsIn(SourceFile file) =>
        from method in file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => TestAttribute().IsMatch(attribute.Name.ToString()))
        select method.Identifier.Text;

    /// <summary>The clauses that the name of a test begins with: Clause_5_..., Clauses_5_and_6_...,
    /// Clauses_1_2_and_3_...</summary>
    public static IEnumerable<int> ClausesOf(string test) => NumbersIn(Name().Match(test).Groups["clauses"].Value);

    /// <summary>The erratum behind them: Clause_21_and_erratum_8299_...; empty when there is none.</summary>
    public static IEnumerable<int> ErrataOf(string test) => NumbersIn(Name().Match(test).Groups["erratum"].Value);

    /// <summary>The numbers in the first cells of the tables of a document.</summary>
    public static IEnumerable<int> ClausesInTables(string document) =>
        document.Split('\n').SelectMany(line => NumbersIn(Row().Match(line).Groups["clauses"].Value));

    /// <summary>Numbers behind the word "erratum" or "errata".</summary>
    public static IEnumerable<int> ErrataIn(string document) =>
        Errata().Matches(document).SelectMany(match => NumbersIn(match.Value));

    private static IEnumerable<int> NumbersIn(string text) =>
        Number().Matches(text).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("(Fact|Theory)(Attribute)?$")]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"^Clauses?_(?<clauses>\d+(_(and_)?\d+)*)(_and_erratum_(?<erratum>\d+))?_[a-zA-Z]")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\| (?<clauses>\d+(, \d+)*) \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"errat(um|a) \d+(( and|,) \d+)*")]
    private static partial Regex Errata();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
