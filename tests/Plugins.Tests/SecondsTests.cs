using Gateway.Plugins;

namespace Plugins.Tests;

public sealed class SecondsTests
{
    [Theory]
    [InlineData(500, "0.5 s")]
    [InlineData(2, "0.002 s")]
    [InlineData(10_000, "10 s")]
    [InlineData(300_000, "300 s")]
    public void A_length_reads_as_seconds(int milliseconds, string text) =>
        Assert.Equal(text, ((Seconds)TimeSpan.FromMilliseconds(milliseconds)).ToString());
}
