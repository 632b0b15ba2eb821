using Gateway.Vrrp.Config;

namespace Vrrp.Tests.Config;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["Interface", "Addresses", "AdvertisementInterval", "Preempt", "Track"];

    [Theory]
    [InlineData("Interfce", "Interface")]
    [InlineData("Inteface", "Interface")]
    [InlineData("interface", "Interface")]
    [InlineData("Adresses", "Addresses")]
    [InlineData("Address", "Addresses")]
    [InlineData("Prempt", "Preempt")]
    [InlineData("Tarck", "Track")]
    [InlineData("Priority", null)]
    [InlineData("", null)]
    [InlineData("X", null)]
    public void Finds_what_was_meant(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, Known));

    [Fact]
    public void A_hint_lists_the_names_when_none_is_near() =>
        Assert.Equal("known: Preempt, Track.", NearestName.Hint("Sorted", ["Preempt", "Track"]));

    [Fact]
    public void A_hint_lists_a_name_once() =>
        Assert.Equal("known: proxy, uplink.", NearestName.Hint("Sorted", ["proxy", "uplink", "proxy"]));

    [Fact]
    public void A_hint_without_names_says_so() => Assert.Equal("there are none.", NearestName.Hint("Sorted", []));

    [Fact]
    public void A_very_long_name_is_compared_with_nothing() =>
        Assert.Null(NearestName.Find(new string('x', 100_000), [new string('x', 99_999)]));
}
