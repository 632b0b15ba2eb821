using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Tests.Engine;

/// <summary>Addresses as leases: when they come, are renewed, go, and come back.</summary>
public sealed class AddressTests
{
    private static readonly string[] TwoAddresses = ["192.0.2.100/32", "198.51.100.7/28"];

    [Fact]
    public void Taking_over_assigns_the_given_prefixes_on_lease_before_it_advertises_and_announces()
    {
        var test = new TestRouter(addresses: TwoAddresses);
        test.Router.Start(test.Now);
        Assert.Empty(test.Port.TakeCalls());

        test.WaitForDeadline();

        Assert.Equal(
            [
                "assign 192.0.2.100/32 2", "assign 198.51.100.7/28 2", "send 150",
                "announce 192.0.2.100", "announce 198.51.100.7",
            ],
            test.Port.TakeCalls());
    }

    // The resets come from the addresses: they must be there still.
    [Fact]
    public void Connections_are_ended_before_the_first_address_is_removed()
    {
        var test = TestRouter.Master(addresses: TwoAddresses);

        test.Hear(200);

        Assert.Empty(test.Port.Addresses);
        Assert.Equal([IpAddr.Parse("192.0.2.100"), IpAddr.Parse("198.51.100.7")], test.Port.Aborted);
    }

    [Theory]
    [InlineData(10, 2)]
    [InlineData(1_000, 2)]
    [InlineData(2_000, 3)]
    [InlineData(40_950, 42)]
    public void The_lease_follows_the_interval(int intervalMilliseconds, int seconds)
    {
        var test = TestRouter.Master(intervalMilliseconds: intervalMilliseconds);

        Assert.Equal(seconds, test.Port.Addresses[AddressPrefix.Parse("192.0.2.100/32")]);
    }

    [Fact]
    public void At_one_second_every_advertisement_renews()
    {
        var test = TestRouter.Master();
        test.Run(Duration.FromSeconds(10));

        var calls = test.Port.TakeCalls().Where(call => IsRenewalOrSend(call));

        Assert.Equal(
            Enumerable.Repeat<string[]>(["assign 192.0.2.100/32 2", "send 150"], 10).SelectMany(pair => pair), calls);
    }

    [Fact]
    public void At_100_ms_every_fifth_advertisement_renews()
    {
        var test = TestRouter.Master(intervalMilliseconds: 100);
        test.Run(Duration.FromSeconds(2));

        var calls = test.Port.TakeCalls().Where(call => !call.StartsWith("announce", StringComparison.Ordinal));

        Assert.Equal(
            Enumerable.Repeat<string[]>(
                ["send 150", "send 150", "send 150", "send 150", "assign 192.0.2.100/32 2", "send 150"], 4)
                .SelectMany(group => group),
            calls);
    }

    [Fact]
    public void Priority_zero_from_others_renews_only_when_it_is_time()
    {
        var test = TestRouter.Master(intervalMilliseconds: 100);
        for (var i = 0; i < 60; i++)
        {
            test.Sleep(Duration.FromMilliseconds(90));
            test.Hear(0);
        }

        // 5.4 s in steps of 90 ms: due from 450 ms on, at every fifth.
        Assert.Equal(12, test.Port.TakeCalls().Count(call => call.StartsWith("assign", StringComparison.Ordinal)));
    }

    [Fact]
    public void Losing_an_election_is_said_once_more_and_removes_all_addresses()
    {
        var test = TestRouter.Master(addresses: TwoAddresses);

        test.Hear(151);

        Assert.Equal(["send 150", "remove 192.0.2.100/32", "remove 198.51.100.7/28"], test.Port.TakeCalls());
        Assert.Empty(test.Port.Addresses);
    }

    [Fact]
    public void Stopping_resigns_before_it_removes()
    {
        var test = TestRouter.Master();

        test.Router.Stop(test.Now);

        Assert.Equal(["send 0", "remove 192.0.2.100/32"], test.Port.TakeCalls());
        Assert.Equal(VrrpState.Initialize, test.Router.State);
    }

    [Fact]
    public void A_lost_address_is_put_back_and_named()
    {
        var test = TestRouter.Master(addresses: TwoAddresses);

        test.Router.AddressLost(test.Now, AddressPrefix.Parse("198.51.100.7/28"));

        Assert.Equal(
            [
                "assign 192.0.2.100/32 2", "assign 198.51.100.7/28 2",
                "announce 192.0.2.100", "announce 198.51.100.7",
            ],
            test.Port.TakeCalls());
        var told = Assert.Single(test.TakeEvents());
        Assert.Equal(VrrpEventKind.AddressRestored, told.Kind);
        Assert.Equal(AddressPrefix.Parse("198.51.100.7/28"), told.Address);
        Assert.Equal(VrrpState.Master, test.Router.State);
    }

    [Theory]
    [InlineData("192.0.2.100/24")]
    [InlineData("192.0.2.101/32")]
    public void An_address_that_is_not_ours_is_not_missed(string address)
    {
        var test = TestRouter.Master();

        test.Router.AddressLost(test.Now, AddressPrefix.Parse(address));

        Assert.Empty(test.Port.TakeCalls());
    }

    [Fact]
    public void In_Backup_a_lost_address_is_no_news()
    {
        var test = TestRouter.Master();
        test.Hear(200);
        test.Port.TakeCalls();

        test.Router.AddressLost(test.Now, AddressPrefix.Parse("192.0.2.100/32"));

        Assert.Empty(test.Port.TakeCalls());
    }

    private static bool IsRenewalOrSend(string call) =>
        call.StartsWith("assign", StringComparison.Ordinal) || call.StartsWith("send", StringComparison.Ordinal);
}
