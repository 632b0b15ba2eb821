namespace Gateway.Tests.Metrics;

/// <summary>The grammar finds what is wrong.</summary>
public sealed class OpenMetricsGrammarTests
{
    [Theory]
    [InlineData("# TYPE a gauge\na 1\n# EOF\n", 0)]
    [InlineData("# TYPE a gauge\na 1\n", 1)]
    [InlineData("# TYPE a counter\na 1\n# EOF\n", 1)]
    [InlineData("# TYPE a counter\na_total 1\n# EOF\n", 0)]
    [InlineData("# TYPE a gauge\na{b=\"c\"} 1\na{b=\"c\"} 1\n# EOF\n", 1)]
    [InlineData("# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\n# EOF\n", 1)]
    [InlineData("# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n", 1)]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 1\n# EOF\n", 1)]
    [InlineData("# TYPE a gauge\na{b=\"\\x\"} 1\n# EOF\n", 1)]
    [InlineData("a 1\n# EOF\n", 1)]
    public void A_mistake_is_found(string page, int errors) =>
        Assert.Equal(errors, OpenMetricsGrammar.Errors(page).Count);
}
