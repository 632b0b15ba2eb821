using Tidy.Sources;

namespace Tidy.Clauses;

/// <summary>Each clause of RFC 9568 is shown by a test that carries its number, or the document of the engine says why
/// not.</summary>
public sealed class ClauseTests
{
    private const int LastClause = 70;
    private const string Clauses = "src/Vrrp/Clauses.md";
    private const string Deviations = "src/Vrrp/README.md";

    private static readonly string[] Tests =
        [.. Repository.Sources.Where(file => file.IsUnder("tests")).SelectMany(ClauseRules.TestsIn)];

    private static IEnumerable<int> All => Enumerable.Range(1, LastClause);

    [Fact]
    public void The_list_has_every_clause_once_and_in_order() =>
        Assert.Equal(All, ClauseRules.ClausesInTables(Repository.Read(Clauses)));

    [Fact]
    public void Every_clause_has_a_test_or_a_deviation() => Assert.Empty(
        All.Except(Tests.SelectMany(ClauseRules.ClausesOf))
            .Except(ClauseRules.ClausesInTables(Repository.Read(Deviations))));

    [Fact]
    public void No_test_and_no_deviation_names_a_clause_that_is_none() => Assert.Empty(
        Tests.SelectMany(ClauseRules.ClausesOf)
            .Concat(ClauseRules.ClausesInTables(Repository.Read(Deviations))).Except(All));

    [Fact]
    public void Every_erratum_has_a_test()
    {
        var errata = ClauseRules.ErrataIn(Repository.Read(Clauses)).Order();

        Assert.Equal([7947, 7949, 8298, 8299, 8300, 8301], errata);
        Assert.Equal(errata, Tests.SelectMany(ClauseRules.ErrataOf).Distinct().Order());
    }

    [Theory]
    [InlineData("Clause_5_is_kept", 5)]
    [InlineData("Clauses_1_2_and_3_are_kept", 1, 2, 3)]
    [InlineData("Clauses_58_and_59_skew_and_interval", 58, 59)]
    [InlineData("Clause_21_and_erratum_8299_count_0", 21)]
    [InlineData("Clause_12_the_owner_advertises_255_and_0", 12)]
    [InlineData("Version_2_wants_its_own_interval")]
    [InlineData("Not_Clause_5_at_all")]
    public void The_clauses_of_a_test_are_found(string test, params int[] clauses) =>
        Assert.Equal(clauses, ClauseRules.ClausesOf(test));

    [Theory]
    [InlineData("Clause_21_and_erratum_8299_count_0", 8299)]
    [InlineData("Clause_21_count_0")]
    public void The_erratum_of_a_test_is_found(string test, params int[] errata) =>
        Assert.Equal(errata, ClauseRules.ErrataOf(test));

    [Theory]
    [InlineData("| clause | rule |\n|---|---|\n| 4, 37 | one |\n| 8 | two, 9 |", 4, 37, 8)]
    [InlineData("| 7.1 | a section |\n1 | no row |\nClause 5 is a text.")]
    public void The_clauses_of_a_table_are_found(string document, params int[] clauses) =>
        Assert.Equal(clauses, ClauseRules.ClausesInTables(document));

    [Theory]
    [InlineData("(errata 7947 and 7949), then (erratum 8299)", 7947, 7949, 8299)]
    [InlineData("errata of 2024, and 8299")]
    public void The_errata_of_a_document_are_found(string document, params int[] errata) =>
        Assert.Equal(errata, ClauseRules.ErrataIn(document));

    [Theory]
    [InlineData("class C { [Fact] void Clause_5_a() { } }", "Clause_5_a")]
    [InlineData("class C { [LabTheory] [InlineData(1)] void Clause_6_b(int i) { } }", "Clause_6_b")]
    [InlineData("class C { void Clause_7_c() { } }")]
    [InlineData("class C { [Obsolete] void Clause_8_d() { } /* [Fact] void Clause_9_e() */ }")]
    public void Only_tests_are_looked_at(string text, params string[] tests) =>
        Assert.Equal(tests, ClauseRules.TestsIn(Law.File(text)));
}
