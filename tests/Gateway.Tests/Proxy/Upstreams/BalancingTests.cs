using System.Net;
using Gateway.Proxy;
using Gateway.Proxy.Upstreams;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>Issue 6, point 3: weights, least requests, hash by client address.</summary>
public sealed class BalancingTests
{
    private readonly DestinationBoard _board = new(new Lazy<IProxyStateLookup>(
        () => throw new InvalidOperationException("Nobody asks for clusters.")));

    private readonly ClusterState _cluster = new("app");

    [Fact]
    public void Turns_go_round_by_weight_and_are_spread_out()
    {
        var all = Destinations(("a", 4), ("b", 2), ("c", 1));
        var policy = new WeightedTurns(_board);

        var turns = string.Concat(Enumerable.Range(0, 14).Select(_ => Pick(policy, all).DestinationId));

        Assert.Equal("abacabaabacaba", turns);
    }

    [Fact]
    public void A_destination_that_is_gone_takes_no_turn_of_others()
    {
        var all = Destinations(("a", 1), ("b", 1), ("c", 1));
        var policy = new WeightedTurns(_board);
        _ = Pick(policy, all);

        var turns = Enumerable.Range(0, 6).Select(_ => Pick(policy, all[1..]).DestinationId).Order();

        Assert.Equal(["b", "b", "b", "c", "c", "c"], turns);
    }

    [Fact]
    public void Least_requests_count_by_weight()
    {
        var all = Destinations(("a", 3), ("b", 1));
        var policy = new WeightedLeastRequests(_board);

        // Nothing is under way: one third of a request for a, a whole one for b.
        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal("a", Pick(policy, all).DestinationId));
    }

    [Fact]
    public async Task Least_requests_count_those_that_are_under_way()
    {
        var release = new TaskCompletionSource();
        using var asked = new SemaphoreSlim(0);
        var (ofA, ofB) = (0, 0);
        Task HoldAsync()
        {
            _ = asked.Release();
            return release.Task.WaitAsync(RunningProxy.Timeout);
        }

        await using var a = await Upstream.StartAsync(_ =>
        {
            Interlocked.Increment(ref ofA);
            return HoldAsync();
        });
        await using var b = await Upstream.StartAsync(_ =>
        {
            Interlocked.Increment(ref ofB);
            return HoldAsync();
        });
        await using var proxy = await RunningProxy.StartAsync(Balanced.To(
            "WeightedLeastRequests", null, Balanced.Weighing(a.Address, 3), Balanced.Weighing(b.Address, 1)));

        var answers = new List<Task<HttpResponseMessage>>();
        for (var i = 0; i < 8; i++)
        {
            answers.Add(proxy.GetAsync());
            await asked.WaitAsync(RunningProxy.Timeout);
        }

        release.SetResult();
        Array.ForEach(await Task.WhenAll(answers), answer => answer.Dispose());

        Assert.Equal((6, 2), (ofA, ofB));
    }

    [Fact]
    public void A_client_keeps_its_destination_and_another_one_going_moves_nobody_else()
    {
        var all = Destinations(("a", 1), ("b", 1), ("c", 1), ("d", 1));
        var policy = new AddressHash(_board);
        var clients = Enumerable.Range(0, 2_000).Select(i => new IPAddress([10, 0, (byte)(i >> 8), (byte)i])).ToArray();
        var before = clients.Select(client => Pick(policy, all, client).DestinationId).ToArray();

        var without = clients.Select(client => Pick(policy, all[1..], client).DestinationId).ToArray();

        Assert.All(before.Zip(without), pair => Assert.True(pair.First == "a" || pair.First == pair.Second));
        // 500 each, with a standard deviation of 19.
        Assert.All(before.CountBy(id => id), share => Assert.InRange(share.Value, 400, 600));
    }

    [Fact]
    public void A_hash_knows_weights()
    {
        var all = Destinations(("a", 3), ("b", 1));
        var policy = new AddressHash(_board);

        var ofA = Enumerable.Range(0, 2_000).Count(
            i => Pick(policy, all, new([10, 0, (byte)(i >> 8), (byte)i])).DestinationId == "a");

        Assert.InRange(ofA, 1_400, 1_600);
    }

    [Fact]
    public void The_hash_is_the_same_on_every_machine_and_after_every_restart()
    {
        var lot = AddressHash.Lot(ClientNetwork.Of(IPAddress.Parse("192.0.2.7")), "web-1");

        Assert.Equal(0.3099882, lot, tolerance: 0.0000001);
    }

    [Theory]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2:ffff::8", true)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:3::7", false)]
    [InlineData("0:ffff:c000:207::", "192.0.2.7", true)]
    public void A_client_is_an_IPv4_address_or_a_network_of_64_bits(string one, string other, bool isSame) =>
        Assert.Equal(isSame, ClientNetwork.Of(IPAddress.Parse(one)) == ClientNetwork.Of(IPAddress.Parse(other)));

    [Fact]
    public async Task Weights_in_the_configuration_decide()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var other = await Upstream.SayingAsync("other");
        await using var proxy = await RunningProxy.StartAsync(Balanced.To(
            "WeightedRoundRobin", null, Balanced.Weighing(one.Address, 3), Balanced.Weighing(other.Address, 1)));

        var answers = await Balanced.AskAsync(proxy, 8);

        Assert.Equal(6, answers.Count(answer => answer == "one"));
    }

    private DestinationState[] Destinations(params (string Name, int Weight)[] all) =>
    [
        .. all.Select(one => new DestinationState(
            one.Name, new DestinationModel(Balanced.Weighing("http://127.0.0.1:1", one.Weight)))),
    ];

    private DestinationState Pick(
        ILoadBalancingPolicy policy, DestinationState[] available, IPAddress? client = null)
    {
        foreach (var destination in available)
        {
            _ = _cluster.Destinations.TryAdd(destination.DestinationId, destination);
        }

        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = client } };
        return policy.PickDestination(context, _cluster, available)!;
    }
}
