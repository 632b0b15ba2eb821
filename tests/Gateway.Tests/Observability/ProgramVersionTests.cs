using Gateway.Observability;

namespace Gateway.Tests.Observability;

/// <summary>The commit as a person reads it.</summary>
public sealed class ProgramVersionTests
{
    [Theory]
    [InlineData("0.1.0+acffd282c94fd340867b7baa97f8241bf912582b", "0.1.0+acffd282c94f")]
    [InlineData("0.1.0+acffd28", "0.1.0+acffd28")]
    [InlineData("0.1.0", "0.1.0")]
    public void A_version_ends_with_the_beginning_of_its_commit(string whole, string shown) =>
        Assert.Equal(shown, ProgramVersion.Shorten(whole));
}
