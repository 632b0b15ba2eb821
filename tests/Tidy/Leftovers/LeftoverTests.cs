using Tidy.Sources;

namespace Tidy.Leftovers;

/// <summary>No open ends, no silent catch, no sleep in a unit test.</summary>
public sealed class LeftoverTests
{
    private static readonly string[] UnitTests =
        ["tests/Vrrp.Tests", "tests/Vrrp.Simulation", "tests/Plugins.Tests", "tests/Gateway.Tests", "tests/Tidy"];

    [Fact]
    public void Nothing_is_left_for_later() => Law.Holds(Repository.Sources.SelectMany(LeftoverRules.OpenEnds));

    [Fact]
    public void No_exception_is_swallowed_without_a_reason() =>
        Law.Holds(Repository.Sources.SelectMany(LeftoverRules.SilentCatches));

    [Fact]
    public void Unit_tests_do_not_sleep() => Law.Holds(Repository.Sources
        .Where(file => UnitTests.Any(file.IsUnder)).SelectMany(LeftoverRules.Sleeps));

    [Theory]
    [InlineData("class C\n{\n    // TODO: the rest\n    int a;\n}", 3)]
    [InlineData("class C\n{\n    int a; /* FIXME */\n}", 3)]
    [InlineData("/// <summary>HACK</summary>\nclass C;", 1)]
    [InlineData("class C { void M() => throw new NotImplementedException(); }", 1)]
    [InlineData("class C { string s = \"TODO\"; }")]
    [InlineData("// TODOS and HACKNEY are words.\nclass C;")]
    [InlineData("class C { void M() => throw new NotSupportedException(); }")]
    public void An_open_end_is_found(string text, params int[] found) =>
        Law.Finds(LeftoverRules.OpenEnds(Law.File(text)), found);

    [Theory]
    [InlineData("try { A(); }\ncatch { }", 2)]
    [InlineData("try { A(); }\ncatch (IOException)\n{\n}\n// Afterwards.", 2)]
    [InlineData("try { A(); } catch\n{\n    // The peer may be gone.\n}")]
    [InlineData("try { A(); } catch { B(); }")]
    public void A_silent_catch_is_found(string text, params int[] found) =>
        Law.Finds(LeftoverRules.SilentCatches(Law.File(text)), found);

    [Theory]
    [InlineData("Thread.Sleep(1);", 1)]
    [InlineData("System.Threading.Thread.Sleep(1);", 1)]
    [InlineData("await Task.Delay(1);", 1)]
    [InlineData("A();\nawait Task.Delay(wait, stopping);", 2)]
    [InlineData("await Task.Delay(Timeout.Infinite, stopping);")]
    [InlineData("Add(\"Thread.Sleep(1);\");")]
    [InlineData("clock.Delay(1);")]
    public void A_sleep_is_found(string text, params int[] found) =>
        Law.Finds(LeftoverRules.Sleeps(Law.File(text)), found);
}
